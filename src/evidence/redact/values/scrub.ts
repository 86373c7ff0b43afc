import { joined, type Found, type Portion } from '../pieces.ts';
import type { Searcher } from './searcher.ts';

/** What a scrubber carries from chunk to chunk. */
export interface Carry {
  /** Bytes that are not decided yet: they may be the start of a secret. */
  readonly rest: Uint8Array;
  /** How many of them belong to a secret whose marker is out already. */
  readonly covered: number;
  /** The marker that was put out last. */
  readonly marker?: Uint8Array;
}

export const nothingCarried: Carry = { rest: new Uint8Array(), covered: 0 };

export interface Scrubbed {
  readonly output: Uint8Array;
  readonly carry: Carry;
}

/**
 * Puts markers in the place of secrets and tells `found` the name of each. Those that overlap are all taken out, to the end
 * of the last. With `last`, nothing follows and nothing is held back. The output may share memory with the chunk.
 */
export function scrub(searcher: Searcher, carry: Carry, { chunk, last }: Portion, found: Found): Scrubbed {
  const bytes = carry.rest.length === 0 ? chunk : Buffer.concat([carry.rest, chunk]);
  const decided = last ? bytes.length : searcher.openEnd(bytes);
  const pieces: Uint8Array[] = [];
  let { covered, marker } = carry;
  for (let match = searcher.next(bytes, 0); match && match.start < decided;) {
    const apart = match.start >= covered;
    if (apart) pieces.push(bytes.subarray(covered, match.start));
    if (apart || (match.end > covered && match.marker !== marker)) {
      pieces.push(match.marker);
      marker = match.marker;
      found(match.name);
    }
    covered = Math.max(covered, match.end);
    match = searcher.next(bytes, match.start + 1);
  }
  if (covered < decided) pieces.push(bytes.subarray(covered, decided));
  const rest = Uint8Array.from(bytes.subarray(decided));
  return {
    output: joined(pieces),
    carry: { rest, covered: Math.max(0, covered - decided), ...(marker && { marker }) },
  };
}
