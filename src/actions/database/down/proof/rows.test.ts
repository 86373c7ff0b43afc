import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareRows, rowWords, type AllRows } from './rows.ts';

/** A table whose rows have a key and a title. */
function tableOf(titles: ReadonlyMap<number, string>): AllRows {
  const rows = new Map([...titles].map(([id, title]) => [JSON.stringify([id]), JSON.stringify({ id, title })]));
  const print = JSON.stringify([...rows.values()].toSorted((a, b) => a.localeCompare(b)));
  return new Map([['public.ideas', { many: rows.size, hasKey: true, print, rows }]]);
}

/** A table whose rows have no key; too many to hold where none are given. */
function logOf(print: string, rows?: ReadonlyMap<string, string>): AllRows {
  return new Map([['public.log', { many: 2, hasKey: false, print, ...(rows === undefined ? {} : { rows }) }]]);
}

const titles = fc
  .uniqueArray(fc.tuple(fc.nat(50), fc.string()), { selector: ([id]) => id })
  .map((pairs) => new Map(pairs));

describe('rows before and after', () => {
  it('that are the same have no difference', () => {
    fc.assert(
      fc.property(titles, (had) => {
        expect(compareRows(tableOf(had), tableOf(had))).toEqual([]);
      }),
    );
  });

  it('that are others are counted: lost, left and changed make up all of it', () => {
    fc.assert(
      fc.property(titles, titles, (had, has) => {
        const many = { lost: 0, left: 0, changed: 0 };
        for (const one of compareRows(tableOf(had), tableOf(has))) many[one.is] += one.many;
        const both = [...had.keys()].filter((id) => has.has(id));
        expect(many).toEqual({
          lost: had.size - both.length,
          left: has.size - both.length,
          changed: both.filter((id) => had.get(id) !== has.get(id)).length,
        });
      }),
    );
  });

  it('of a table without a key, or with too many rows, are known to be others', () => {
    const [one, other] = [new Map([['a', '{"a":1}']]), new Map([['b', '{"a":2}']])];
    expect(compareRows(logOf('1', one), logOf('2', other)).map(rowWords)).toEqual(['1 row of public.log changed']);
    expect(compareRows(logOf('1'), logOf('2')).map(rowWords)).toEqual(['the rows of public.log changed']);
  });
});
