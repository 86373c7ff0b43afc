import { describe, expect, test, vi } from 'vitest';
import { rightWays } from './ways/right.ts';
import { tryWay } from './ways/try.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** Rows of docs/ways-back.md. */
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
