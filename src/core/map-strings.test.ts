import { expect, it } from 'vitest';
import { mapStrings } from './map-strings.ts';

it('changes every string, however deep, and nothing else', () => {
  const value = { a: 'x', list: ['x', 1, null, { x: true }], none: undefined };
  expect(mapStrings(value, (text) => text.replace('x', 'y'))).toEqual({
    a: 'y',
    list: ['y', 1, null, { y: true }],
    none: undefined,
  });
});
