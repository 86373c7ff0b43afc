import { assert, nat, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, cut, wrap } from './width.ts';

describe('cells', () => {
  it.each([
    ['abc', 3],
    ['日本', 4],
    ['👩‍🚀', 2],
    ['e\u0301', 1],
    ['—…✓', 3],
    ['', 0],
  ])('%s takes %i', (text, expected) => expect(cells(text)).toBe(expected));
});

describe('cut', () => {
  it('says where it left something out', () => expect(cut('Apply the migrations', 10)).toBe('Apply the…'));
  it('leaves alone what fits', () => expect(cut('abc', 3)).toBe('abc'));
  it('never splits a wide character over the edge', () => expect(cut('日本語', 4)).toBe('日…'));
  it('never gives back more than there is room for', () => {
    assert(
      property(string({ unit: 'grapheme' }), nat(40), (text, width) => {
        expect(cells(cut(text, width))).toBeLessThanOrEqual(width);
      }),
    );
  });
});

describe('wrap', () => {
  it('breaks between words and keeps a long one whole', () => {
    expect(wrap('run npm ci and https://example.org/a-long-path now', 12)).toEqual([
      'run npm ci',
      'and',
      'https://example.org/a-long-path',
      'now',
    ]);
  });
});
