import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reasonFaults } from './opt-in.ts';

it('no reason passes that is short, or the same word over and over', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 39 }), (text) => {
      expect(reasonFaults(text)).not.toEqual([]);
    }),
  );
  fc.assert(
    fc.property(fc.nat(60), (n) => {
      expect(reasonFaults('again '.repeat(n))).not.toEqual([]);
    }),
  );
});
