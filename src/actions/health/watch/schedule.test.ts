import fc from 'fast-check';
import { expect, it } from 'vitest';
import { firstDue, nextDue } from './schedule.ts';

const every = fc.integer({ min: 100, max: 86_400_000 });

it('a check is first asked before its own measure is over, and of many not all at once', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), every, (index, everyMs) => {
      expect(firstDue(index, everyMs)).toBeGreaterThanOrEqual(0);
      expect(firstDue(index, everyMs)).toBeLessThan(everyMs);
    }),
  );
  expect(new Set(Array.from({ length: 1000 }, (_, index) => firstDue(index, 60_000))).size).toBe(1000);
});

it('the next asking is never in the past, never twice for what was missed, and at the latest one measure and its jitter from now', () => {
  const part = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(every, fc.nat(1e9), fc.nat(1e9), part, part, (everyMs, planned, took, random, half) => {
      const [now, jitter] = [planned + took, half / 2];
      const next = nextDue(planned, now, everyMs, jitter, random);
      expect(next.due).toBeGreaterThanOrEqual(now);
      expect(next.due).toBeLessThanOrEqual(now + everyMs * (1 + jitter));
      expect(next.planned).toBe(Math.max(planned + everyMs, now));
    }),
  );
});

it('what is in time keeps to its grid: jitter does not add up', () => {
  let planned = 0;
  for (let turn = 1; turn <= 1000; turn += 1) {
    const next = nextDue(planned, planned + 300, 1000, 0.1, 1);
    expect([next.planned, next.due]).toEqual([turn * 1000, turn * 1000 + 100]);
    planned = next.planned;
  }
});
