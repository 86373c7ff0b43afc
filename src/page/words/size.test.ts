import { expect, test } from 'vitest';
import { count } from './count.ts';
import { sizeWords } from './size.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [4120, '4.1 kB'],
  [999_949, '999.9 kB'],
  [999_950, '1.0 MB'],
])('%d bytes are %s', (bytes, words) => {
  expect(sizeWords(bytes)).toBe(words.replace(' ', '\u00A0'));
});

test('counts are grouped by thousands and agree in number', () => {
  expect([count(1, 'box', 'boxes'), count(2, 'box', 'boxes'), count(0, 'task'), count(1234567, 'token')]).toEqual(
    ['1 box', '2 boxes', '0 tasks', '1,234,567 tokens'].map((words) => words.replace(' ', '\u00A0')),
  );
});
