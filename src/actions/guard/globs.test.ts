import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathTest } from './globs.ts';

const letters = 'abz09._-()[]$+@!^|~# üコ'.split('');
const segment = fc
  .string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 6 })
  .filter((text) => text !== '.' && text !== '..');
const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'));

describe('pathTest', () => {
  it('takes every path to mean itself, and a folder all that is below it', () => {
    fc.assert(
      fc.property(path, path, (folder, below) => {
        const fits = pathTest([folder]);
        expect([fits(folder), fits(`${folder}/${below}`)]).toEqual([true, true]);
      }),
    );
  });

  it('lets nothing pass that lies elsewhere', () => {
    fc.assert(
      fc.property(path, path, (folder, other) => {
        fc.pre(other !== folder && !other.startsWith(`${folder}/`));
        expect(pathTest([folder])(other)).toBe(false);
      }),
    );
  });

  it('keeps a star inside its folder, and takes two through any number of them', () => {
    fc.assert(
      fc.property(path, segment, path, (folder, name, deep) => {
        expect(pathTest([`${folder}/**`])(`${folder}/${deep}`)).toBe(true);
        expect(pathTest([`${folder}/**/${name}`])(`${folder}/${deep}/${name}`)).toBe(true);
        expect(pathTest([`${folder}/**/${name}`])(`${folder}/${name}`)).toBe(true);
        expect(pathTest([`${folder}/*x`])(`${folder}/${deep}/y`)).toBe(false);
      }),
    );
  });

  it.each(['../x', '/etc', 'a/../b', ''])('lets %j allow nothing', (pattern) => {
    expect(pathTest([pattern])('x') || pathTest([pattern])('b') || pathTest([pattern])('etc')).toBe(false);
  });
});
