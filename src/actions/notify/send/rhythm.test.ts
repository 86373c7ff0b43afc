import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isSilent } from './rhythm.ts';

const hour = (at: number): string => new Date(Date.parse('2025-10-17T00:00:00Z') + at * 3_600_000).toISOString();

test.each<readonly [string, readonly number[], { now: number; newest: number }, boolean]>([
  ['was never run', [], { now: 1, newest: 1 }, true],
  ['ran once, a night ago', [3], { now: 28, newest: 3 }, false],
  ['ran once, and the night was left out', [3], { now: 30, newest: 3 }, true],
  ['ran once, and others a night later', [3], { now: 27, newest: 27 }, true],
  ['runs every night, seen in the afternoon', [0, 24, 48], { now: 59, newest: 48 }, false],
  ['runs every night, seen at noon of the next day', [0, 24, 48], { now: 85, newest: 48 }, true],
  ['runs every night, and was left out of this one', [0, 24, 48], { now: 72, newest: 72 }, true],
  ['runs every night, and missed one before', [0, 24, 48, 96, 120], { now: 155, newest: 120 }, false],
  ['runs every week among others of every night', [0, 168, 336], { now: 480, newest: 480 }, false],
  ['runs every week, and its turn went by', [0, 168, 336], { now: 504, newest: 504 }, true],
  ['runs every minute, an hour ago', [0, 1 / 60, 2 / 60], { now: 1, newest: 1 }, false],
  ['runs every minute, a quarter of a day ago', [0, 1 / 60, 2 / 60], { now: 6.1, newest: 0 }, true],
])('a check that %s', (_, ended, { now, newest }, expected) => {
  expect(isSilent(ended.map(hour), { now: hour(now), newest: hour(newest) })).toBe(expected);
});

test('one that keeps its time is not silent until its next run', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20_000 }), fc.integer({ min: 3, max: 40 }), (minutes, count) => {
      const ended = Array.from({ length: count }, (_, at) => hour((at * minutes) / 60));
      const [newest = ''] = ended.slice(-1);
      expect(isSilent(ended, { now: hour((count * minutes) / 60), newest })).toBe(false);
    }),
  );
});
