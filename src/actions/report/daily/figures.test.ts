import fc from 'fast-check';
import { expect, test } from 'vitest';
import { percentWords } from '../../../page/daily/words.ts';
import { budgetOf, latencyOf, tallyOf, worstState } from './figures.ts';
import { states } from '../../health/result.ts';

const samples = fc.array(
  fc.record({ state: fc.constantFrom(...states), durationMs: fc.integer({ min: 0, max: 60_000 }) }),
  { maxLength: 300 },
);

test('no data has no uptime, no budget and no latency', () => {
  expect(tallyOf([])).toEqual({ pass: 0, degraded: 0, fail: 0, unknown: 0 });
  expect(budgetOf(tallyOf([]), 0.99)).toEqual({ used: 0, known: 0, wanted: 100 });
  expect(latencyOf([])).toEqual({ count: 0 });
  expect(worstState([])).toBe('no-data');
});

test('unknown alone is no uptime either', () => {
  expect(tallyOf([{ state: 'unknown', durationMs: 1 }])).not.toHaveProperty('uptime');
});

test('an unknown result never makes the uptime better, and is a failure at worst', () => {
  fc.assert(
    fc.property(samples, (some) => {
      const before = tallyOf(some);
      const after = tallyOf([...some, { state: 'unknown', durationMs: 1 }]);
      expect(after.uptime).toBe(before.uptime);
      expect((after.atWorst ?? 0) <= (before.atWorst ?? 0)).toBe(true);
      expect((after.atWorst ?? 0) <= (after.uptime ?? 0)).toBe(true);
    }),
  );
});

test('a percentile is a time that was measured, and is not given for too few', () => {
  fc.assert(
    fc.property(samples, (some) => {
      const { count, p50, p95, p99 } = latencyOf(some);
      const times = some.filter(({ state }) => state !== 'fail' && state !== 'unknown').map((each) => each.durationMs);
      expect(count).toBe(times.length);
      expect([p50 !== undefined, p95 !== undefined, p99 !== undefined]).toEqual([
        count >= 2,
        count >= 20,
        count >= 100,
      ]);
      for (const [share, value] of [
        [0.5, p50],
        [0.95, p95],
        [0.99, p99],
      ] as const) {
        const within = times.filter((time) => value !== undefined && time <= value).length;
        expect(value === undefined || (times.includes(value) && within >= share * count)).toBe(true);
      }
    }),
  );
});

test('of a hundred the 95th and the 99th', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => ({ state: 'pass' as const, durationMs: 100 - index }));
  expect(latencyOf(hundred)).toEqual({ count: 100, p50: 50, p95: 95, p99: 99 });
});

test('a budget may be overspent', () => {
  const tally = tallyOf([
    ...Array.from({ length: 98 }, () => ({ state: 'pass' as const, durationMs: 1 })),
    ...Array.from({ length: 2 }, () => ({ state: 'fail' as const, durationMs: 1 })),
  ]);
  const { allowed = 0, used } = budgetOf(tally, 0.99);
  expect([Math.round(allowed * 10) / 10, used]).toEqual([1, 2]);
});

test.each([
  [1, '100 %'],
  [0.999_96, '99.99 %'],
  [0.29, '29 %'],
  [0.5, '50 %'],
  [0, '0 %'],
  [undefined, 'unknown'],
])('%s is shown as %s: never rounded up', (share, words) => {
  expect(percentWords(share)).toBe(words);
});
