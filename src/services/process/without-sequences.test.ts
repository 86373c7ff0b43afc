import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withoutSequences } from '../../core/untrusted.ts';
import { createSequenceFilter } from './without-sequences.ts';

function filtered(bytes: Uint8Array, places: readonly number[] = []): Buffer {
  const filter = createSequenceFilter();
  const ends = [...places.map((place) => Math.min(place, bytes.length)).toSorted((a, b) => a - b), bytes.length];
  const chunks = ends.map((end, index) => filter.push(bytes.subarray(ends[index - 1] ?? 0, end)));
  return Buffer.concat([...chunks, filter.end()]);
}

describe('a stream without sequences', () => {
  it('is the text without them, wherever it is cut', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '\u001B[31m',
        '\u001B[0;1m',
        '\u001B]0;title\u0007',
        '\u001B]8;;x\u001B\\',
        '\u009B1K',
        '\u001B(B',
      ),
      fc.string({
        unit: fc.constantFrom('\u001B', '[', ']', '1', ';', 'm', '\\', '\u0007', 'é', '\u009B', ' ', '\n', '§'),
      }),
    );
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 8 }),
        fc.array(fc.nat({ max: 60 }), { maxLength: 6 }),
        (pieces, places) => {
          const text = pieces.join('');
          expect(filtered(Buffer.from(text), places).toString()).toBe(withoutSequences(text));
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('keeps every byte of what has none, UTF-8 or not', () => {
    const bytes = fc.uint8Array({ maxLength: 500 }).map((all) => all.filter((byte) => byte !== 0x1b && byte !== 0xc2));
    fc.assert(
      fc.property(bytes, (all) => {
        expect(filtered(all, [3, 9]).equals(all)).toBe(true);
      }),
    );
  });

  it('waits for no sequence that never ends', () => {
    const filter = createSequenceFilter();
    const out = filter.push(Buffer.from(`\u001B]0;${'x'.repeat(10_000)}`));
    expect(out.length).toBeGreaterThan(5_000);
  });
});
