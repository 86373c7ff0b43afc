import { expect, test } from 'vitest';
import { durationWords } from './duration.ts';

test.each([
  [0, '< 1 ms'],
  [0.4, '< 1 ms'],
  [12.4, '12 ms'],
  [999.4, '999 ms'],
  [999.6, '1 s'],
  [1_250, '1.3 s'],
  [9_949, '9.9 s'],
  [9_950, '10 s'],
  [59_499, '59 s'],
  [59_500, '1 min'],
  [192_000, '3 min 12 s'],
  [3_599_499, '59 min 59 s'],
  [3_599_500, '1 h'],
  [3_840_000, '1 h 04 min'],
  [90_000_000, '25 h'],
])('%d ms is %s', (ms, words) => {
  expect(durationWords(ms).replaceAll('\u00A0', ' ')).toBe(words);
});

test('what is no duration was not measured', () => {
  for (const ms of [Number.NaN, -1, Number.POSITIVE_INFINITY]) expect(durationWords(ms)).toBe('not measured');
});
