import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import { families, leaks } from './leaks/families.ts';
import type { CorrectSchema, Leak } from './leaks/leak.ts';
import { apply, openServer, type LeakServer } from './leaks/server.ts';
import { reach, type Reached } from './leaks/trial.ts';
import { isMissing } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

test('there are more than a hundred leaks, and more than ten correct schemas', () => {
  expect(leaks.length).toBeGreaterThanOrEqual(108);
  expect(families.length).toBeGreaterThanOrEqual(13);
  expect(new Set(leaks.map(({ id }) => id)).size).toBe(leaks.length);
});

describe.skipIf(isMissing('native'))('needs postgres: the corpus', () => {
  let server: LeakServer;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(async () => server.close());

  describe.each(families)('$schema.id', ({ schema, leaks }) => {
    test('gives what it is meant to give, also when it is written in other words', async () => {
      await server.withCopy(await server.prepare(schema), async (login) => {
        expect(await given(login, schema)).toEqual(schema.intent);
        await apply(login, schema.rewritten);
        expect(await given(login, schema)).toEqual(schema.intent);
      });
    });

    test.each(leaks)('$id does what it says', async (leak) => {
      const [before, after] = await beforeAndAfter(server, schema, leak);
      expect(outcomeOf(before, after)).toBe(leak.effect ?? 'widened');
    });
  });
});

async function given(login: DatabaseLogin, { intent }: CorrectSchema) {
  const given = [];
  for (const { persona, sql } of intent) given.push({ persona, sql, reaches: await reach(login, { persona, sql }) });
  return given;
}

async function beforeAndAfter(server: LeakServer, schema: CorrectSchema, { sql, trial, undo }: Leak) {
  return server.withCopy(await server.prepare(schema), async (login): Promise<[Reached, Reached]> => {
    const before = await reach(login, trial);
    await apply(login, sql);
    const after = await reach(login, trial);
    if (undo !== undefined) await apply(login, undo);
    return [before, after];
  });
}

function outcomeOf(before: Reached, after: Reached): string {
  if (typeof after === 'string' && after !== 'refused') return before === 1 ? 'broken' : `broken before: ${before}`;
  return rowsOf(after) > rowsOf(before) ? 'widened' : `${before}, then ${after}`;
}

function rowsOf(reached: Reached): number {
  return typeof reached === 'number' ? reached : 0;
}
