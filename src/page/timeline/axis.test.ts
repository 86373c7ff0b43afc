import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticksOf } from './axis.ts';

test.each([
  [1, [0, 1]],
  [1_800, [0, 500, 1000, 1500]],
  [11_600, [0, 5000, 10_000]],
  [45 * 60_000, [0, 15, 30, 45].map((minutes) => minutes * 60_000)],
])('%d ms is marked at round durations', (span, marks) => {
  expect(ticksOf(span).map(({ ms }) => ms)).toEqual(marks);
});

test('any span has two to five marks, evenly spread from 0 on', () => {
  fc.assert(
    fc.property(fc.double({ min: 1, max: 1e10, noNaN: true }), (span) => {
      const ticks = ticksOf(span);
      expect(ticks.length).toBeGreaterThanOrEqual(2);
      expect(ticks.length).toBeLessThanOrEqual(5);
      expect(ticks[0]?.at).toBe(0);
      expect(ticks.at(-1)?.at).toBeLessThanOrEqual(1);
    }),
  );
});
