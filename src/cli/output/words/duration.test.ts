import { expect, it } from 'vitest';
import { formatDuration } from './duration.ts';

it.each([
  [0, '0.0s'],
  [420, '0.4s'],
  [59_940, '59.9s'],
  [59_960, '1m 00s'],
  [187_000, '3m 07s'],
  [3_599_999, '1h 00m'],
  [3_720_000, '1h 02m'],
])('%i ms reads %s', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));
