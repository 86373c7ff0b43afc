import { z } from 'zod';
import { databaseBack } from '../../../../src/actions/database/back.ts';
import { check } from '../../../../src/actions/testing/workspace.ts';
import { expect, test } from 'vitest';
import { databaseWorkspace } from '../workspace.ts';
import { before, type PlantedWay } from './way.ts';

const name = '20250102000000_second.sql';
const factsSchema = z.looseObject({ migrations: z.array(z.looseObject({ state: z.string() })) });

export async function tryWay({ migration, down }: PlantedWay) {
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

/** Rows of docs/ways-back.md. */
export function areFound(ways: readonly PlantedWay[]): void {
  test.each(ways)('$words', async (way) => {
    const { verdict, reason, states } = await tryWay(way);
    expect({ states, reason }).toEqual({ states: [way.state], reason: expect.any(String) });
    for (const said of way.says) expect(reason).toContain(said);
    expect(verdict).toBe(way.state === 'missing' ? 'unknown' : 'failed');
  });
}
