import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareReach, describeReach, type Reach } from './which.ts';

const row = (reached: boolean, label: Readonly<Record<string, string>> = {}): Reach => ({ label, reached });

it('says what came of the plain row, and where something else came', () => {
  expect(describeReach([row(false), row(true, { shared: 'true' }), row(false, { body: 'null' })])).toEqual([
    '- plain',
    '+ shared = true',
  ]);
  expect(describeReach([row(true), row(false, { gone: 'now' }), row(true, { gone: 'now', pinned: 'true' })])).toEqual([
    '+ plain',
    '- gone = now',
    '+ gone = now & pinned = true',
  ]);
});

it('a row that one side alone reaches is named, also where the other has never had such a row', () => {
  const meant = ['- plain', '+ shared = true'];
  expect(compareReach(meant, ['- plain', '+ body = null', '+ shared = true'])).toEqual({
    more: ['body = null'],
    fewer: [],
  });
  expect(compareReach(meant, ['- plain', '+ kind = open', '+ shared = true']).more).toEqual(['kind = open']);
  expect(compareReach(meant, ['- plain'])).toEqual({ more: [], fewer: ['shared = true'] });
  expect(compareReach(meant, meant)).toEqual({ more: [], fewer: [] });
});

const label = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.constantFrom('x = 1', 'y', 'z & z'));
const rows = fc.uniqueArray(fc.record({ label, reached: fc.boolean() }), {
  selector: ({ label: each }) => JSON.stringify(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1))),
  minLength: 1,
});

it('no row is lost: whatever else is reached by one of two that have the same rows is named', () => {
  fc.assert(
    fc.property(rows, fc.nat(), (before, nth) => {
      const at = nth % before.length;
      const after = before.map((each, index) => (index === at ? { ...each, reached: !each.reached } : each));
      const { more, fewer } = compareReach(describeReach(before), describeReach(after));
      expect(more.length + fewer.length).toBeGreaterThan(0);
      expect(before[at]?.reached === true ? fewer.length : more.length).toBeGreaterThan(0);
    }),
  );
});
