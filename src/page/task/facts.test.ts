import { expect, test } from 'vitest';
import { factTable } from './facts.ts';

test('facts are sorted by name, so that the page depends on what was measured alone', () => {
  expect(factTable({ b: 1, a: 'x' }).toString()).toBe(factTable({ a: 'x', b: 1 }).toString());
});

test('values of every kind can be read', () => {
  const cells = factTable({ a: null, b: true, c: '', d: [], e: ['x', { y: 1 }], f: { z: [2] } })
    .toString()
    .match(/<td>[\s\S]*?<\/td>/g)
    ?.map((cell) =>
      cell
        .replaceAll(/<[^>]*>/g, ' ')
        .replaceAll(/\s+/g, ' ')
        .trim(),
    );
  expect(cells).toEqual(['null', 'true', '(empty)', 'none', 'x {&quot;y&quot;:1}', '{&quot;z&quot;:[2]}']);
});

test('no facts, no table', () => {
  expect(factTable({}).toString() + factTable(undefined).toString()).toBe('');
});
