import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { families, leaks } from './leaks/families.ts';
import { access } from './leaks/judges/access.ts';
import { advisors } from './leaks/judges/advisors.ts';
import type { Judge } from './leaks/judges/judge.ts';
import type { Leak } from './leaks/leak.ts';
import { ofCorrect, ofLeak } from './leaks/record.ts';
import { openServer, type LeakServer } from './leaks/server.ts';
import { judges, readRecord } from './leaks/table.ts';
import { isMissing } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

// Where it is out of date: `node scripts/record-leaks.ts`, then `npm run generate`.
const recorded = await readRecord();
const hasSupabase = existsSync(join(import.meta.dirname, '../../../node_modules/.bin/supabase'));

test('every judge was asked about every leak and every correct schema', () => {
  const ids = judges.map(({ id }) => id).toSorted();
  expect(Object.keys(recorded.versions).toSorted()).toEqual(ids);
  expect(Object.keys(recorded.leaks)).toEqual(leaks.map(({ id }) => id));
  expect(Object.keys(recorded.correct)).toEqual(families.map(({ schema }) => schema.id));
  for (const said of [...Object.values(recorded.leaks), ...Object.values(recorded.correct)])
    expect(Object.keys(said).toSorted()).toEqual(ids);
});

describe.skipIf(isMissing('native'))('needs postgres: the access matrix', () => {
  let server: LeakServer;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(async () => server.close());

  describe.each(families)('$schema.id', ({ schema, leaks }) => {
    test('raises no alarm about the correct schema, nor when it is written in other words', async () => {
      expect(await ofCorrect(server, access(), schema)).toEqual([]);
    });

    test.each(leaks)('finds $id', async (leak) => {
      const said = await ofLeak(server, access(), schema, leak);
      expect(said).toContain(expected(leak));
      expect(said).toEqual(recorded.leaks[leak.id]?.['access']);
    });
  });
});

function expected({ effect, verb, object }: Leak): string {
  return [effect ?? 'widened', ...(verb === 'none' ? [] : [verb]), object].join(' ');
}

/** Each call of the CLI takes a second and more: each of its lints is asked once, and once where it finds nothing. */
describe.skipIf(isMissing('native') || !hasSupabase)('needs postgres: needs supabase: the advisors', () => {
  let server: LeakServer;
  let judge: Judge;
  beforeAll(async () => {
    server = await openServer();
    judge = await advisors();
  });
  afterAll(async () => server.close());

  test('are of the recorded version', () => {
    expect(judge.version).toBe(recorded.versions['advisors']);
  });

  test.each(sampled())('say of $leak.id what is recorded', async ({ schema, leak, said }) => {
    expect(await ofLeak(server, judge, schema, leak)).toEqual(said);
  });
});

function sampled() {
  const known = new Set<string>();
  return families.flatMap(({ schema, leaks }) =>
    leaks.flatMap((leak) => {
      const said = recorded.leaks[leak.id]?.['advisors'] ?? [];
      const key = said.join();
      if (known.has(key)) return [];
      known.add(key);
      return [{ schema, leak, said }];
    }),
  );
}
