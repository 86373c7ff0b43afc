import { expect, test } from 'vitest';
import { spanWords } from './span.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [Number.NaN, 'less than a minute'],
  [-5, 'less than a minute'],
  [59_999, 'less than a minute'],
  [minute, '1 min'],
  [90 * minute, '1 h 30 min'],
  [25 * hour, '25 h'],
  [2 * day, '2 days'],
  [2 * day + 6 * hour + 4 * minute + 59_000, '2 days 6 h 04 min'],
  [30 * day + 30_000, '30 days'],
])('%d ms is %s', (ms, words) => {
  expect(spanWords(ms)).toBe(words);
});
