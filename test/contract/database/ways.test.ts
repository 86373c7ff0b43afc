import { describe, expect, test, vi } from 'vitest';
import { databaseBack } from '../../../src/actions/database/back.ts';
import { check } from '../../../src/actions/testing/workspace.ts';
import { z } from 'zod';
import { rightWays } from './ways/right.ts';
import { wrongWays } from './ways/table.ts';
import { before, type PlantedWay } from './ways/way.ts';
import { databaseWorkspace } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const name = '20250102000000_second.sql';
const factsSchema = z.looseObject({ migrations: z.array(z.looseObject({ state: z.string() })) });

async function tryWay({ migration, down }: PlantedWay) {
  const workspace = await databaseWorkspace({
    files: {
      'supabase/migrations/20250101000000_first.sql': before,
      [`supabase/migrations/${name}`]: migration,
      ...(down === undefined ? {} : { [`supabase/down/${name}`]: down }),
    },
  });
  const { verdict, reason = '', facts } = await check(databaseBack, workspace.context(), { newest: '1' });
  const { migrations } = factsSchema.parse(facts);
  return { verdict, reason, states: migrations.map(({ state }) => state) };
}

/** Every row of docs/ways-back.md. */
describe('a way back that is wrong', () => {
  test.each(wrongWays)('$words', async (way) => {
    const { verdict, reason, states } = await tryWay(way);
    expect({ states, reason }).toEqual({ states: [way.state], reason: expect.any(String) });
    for (const said of way.says) expect(reason).toContain(said);
    expect(verdict).toBe(way.state === 'missing' ? 'unknown' : 'failed');
  });
});

describe('a way back that is right', () => {
  test.each(rightWays)('$words', async (way) => {
    const { verdict, reason, states } = await tryWay(way);
    expect({ verdict, states, reason }).toEqual({
      verdict: 'verified',
      states: [way.state],
      reason: expect.any(String),
    });
    expect(reason === '').toBe(way.says.length === 0);
    for (const said of way.says) expect(reason).toContain(said);
  });
});
