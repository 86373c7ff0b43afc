import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { families, leaks } from './leaks/families.ts';
import { advisors } from './leaks/judges/advisors.ts';
import type { Judge } from './leaks/judges/judge.ts';
import { ofCorrect, ofLeak } from './leaks/record.ts';
import { openServer, type LeakServer } from './leaks/server.ts';
import { judges, readRecord } from './leaks/table.ts';
import { isMissing } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

// Where it is out of date: `node scripts/record-leaks.ts`, then `npm run generate`.
const recorded = await readRecord();
const hasSupabase = existsSync(join(import.meta.dirname, '../../../node_modules/.bin/supabase'));

test('every judge was asked about every leak and every correct schema', () => {
  const ids = judges.map(({ id }) => id);
  expect(Object.keys(recorded.versions).toSorted()).toEqual(ids.toSorted());
  expect(Object.keys(recorded.leaks)).toEqual(leaks.map(({ id }) => id));
  expect(Object.keys(recorded.correct)).toEqual(families.map(({ schema }) => schema.id));
  for (const said of [...Object.values(recorded.leaks), ...Object.values(recorded.correct)])
    expect(Object.keys(said).toSorted()).toEqual(ids.toSorted());
});

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

  describe.each(families)('$schema.id', ({ schema, leaks }) => {
    test('say of the correct schema what is recorded', async () => {
      expect(await ofCorrect(server, judge, schema)).toEqual(recorded.correct[schema.id]?.['advisors']);
    });

    test.each(leaks)('say of $id what is recorded', async (leak) => {
      expect(await ofLeak(server, judge, schema, leak)).toEqual(recorded.leaks[leak.id]?.['advisors']);
    });
  });
});
