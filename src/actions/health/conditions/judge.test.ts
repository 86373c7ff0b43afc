import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../../../core/json.ts';
import { condition, type Condition } from './condition.ts';
import { judge, type Truth } from './judge.ts';
import { compareSets } from './sets.ts';

const asked = { environment: 'staging', now: new Date('2025-10-17T04:00:00Z'), show: (text: string) => text };
const truth = (read: Condition, json: Json): Truth => judge(read, json, asked).holds;

/** `a` is there and `b` is not: each condition is true, false or unknown by itself. */
const json = { a: 1 };
const leaves: readonly Condition[] = [
  { at: '$.a', is: 1 },
  { at: '$.a', is: 2 },
  { at: '$.b', is: 1 },
];
const { tree } = fc.letrec<{ tree: Condition }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(...leaves),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((all) => ({ all })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie('tree'), { minLength: 1, maxLength: 3 }).map((none) => ({ none })),
  ),
}));

describe('conditions', () => {
  it('say what they would say whatever the absent field were, or unknown', () => {
    fc.assert(
      fc.property(tree, fc.oneof(fc.constant(1), fc.integer()), (read, b) => {
        const said = truth(read, json);
        expect(['unknown', truth(read, { a: 1, b })]).toContain(said);
      }),
    );
  });
  it('are never unknown where nothing is absent', () => {
    fc.assert(
      fc.property(tree, fc.integer(), (read, b) => {
        expect(truth(read, { a: 1, b })).not.toBe('unknown');
      }),
    );
  });
  it('deny: none of them is not any of them', () => {
    const not = { true: false, false: true, unknown: 'unknown' } as const;
    fc.assert(
      fc.property(fc.array(tree, { minLength: 1, maxLength: 3 }), (several) => {
        expect(truth({ none: several }, json)).toBe(not[`${truth({ any: several }, json)}`]);
      }),
    );
  });
  it('are read again as they were read: a config is parsed where it is used, too', () => {
    fc.assert(
      fc.property(tree, (read) => {
        expect(condition.parse(condition.parse(read))).toEqual(read);
      }),
    );
  });
  it('of a list without members are no data, unless that is said', () => {
    const that = { at: '$.ok', is: true };
    expect(truth({ forEach: '$.list', that }, { list: [] })).toBe('unknown');
    expect(truth({ forEach: '$.list', that, mayBeEmpty: true }, { list: [] })).toBe(true);
    expect(truth({ forEach: '$.list', that, mayBeEmpty: true }, {})).toBe('unknown');
  });
  it.each(['/a/0', '/a/b/c', '/b', '$.a.b', '$.a[0]', '/list/5', '/list/length', '/list/-'])(
    'see that %s is not there',
    (at) => {
      for (const json of [{ a: 1, list: [1] }, null, 'text', []]) expect(truth({ at, is: 1 }, json)).toBe('unknown');
    },
  );
  it.each(['$.constructor', '/constructor', '/__proto__', '$.toString'])('see nothing that JSON has not: %s', (at) => {
    expect(truth({ at, type: 'object' }, {})).toBe('unknown');
  });
  it.each<[Json, Truth]>([
    ['2025-10-17T03:59:00Z', true],
    ['2025-10-17T03:00:00Z', false],
    ['2025-10-17T04:05:00Z', false],
    [asked.now.getTime() / 1000 - 60, true],
    [asked.now.getTime() - 60_000, true],
    ['yesterday', false],
    [null, false],
  ])('know the age of %j', (at, expected) => {
    expect(truth({ at: '$.at', withinMinutes: 10 }, { at })).toBe(expected);
  });
});

describe('sets', () => {
  const names = fc.array(fc.constantFrom('a', 'b', 'c', 'd'));
  it('are the same in any order and number', () => {
    fc.assert(
      fc.property(names, (list) => {
        expect(compareSets([...list, ...list].toReversed(), list, { extraCounts: true, show: asked.show })).toBe(true);
      }),
    );
  });
  it('name each that is missing or extra', () => {
    fc.assert(
      fc.property(names, names, (found, wanted) => {
        const missing = new Set(wanted.filter((name) => !found.includes(name)));
        const extra = new Set(found.filter((name) => !wanted.includes(name)));
        const said = compareSets(found, wanted, { extraCounts: true, show: asked.show });
        const words = [
          ['missing', missing],
          ['extra', extra],
        ] as const;
        const parts = words
          .filter(([, set]) => set.size > 0)
          .map(([title, set]) => `${title} ${[...set].toSorted().join(', ')}`);
        expect(said).toEqual(parts.length === 0 ? true : parts.join('; '));
      }),
    );
  });
});
