import type { Rule } from './rule.ts';

export interface Anchor {
  readonly at: number;
  readonly length: number;
  readonly rule: Rule;
}

export interface AnchorFinder {
  /** The first anchor that stands whole at `from` or after it. */
  next(bytes: Uint8Array, from: number): Anchor | undefined;
  /** Where the bytes at the end, from `from` on, may be the start of an anchor that goes on; the length when they are not. */
  openEnd(bytes: Uint8Array, from: number): number;
}

interface Needle {
  readonly bytes: Uint8Array;
  readonly rule: Rule;
}

const beginsHere = 1;
const beginsBefore = 2;
const tableBits = 16;

/**
 * Every anchor is three bytes or more, so that one of its first two pairs of bytes stands at an even distance: a table of
 * pairs looks at every second byte alone, whatever the number of rules. A table of threes then keeps most words of a
 * language from being looked up.
 */
export function createAnchorFinder(rules: readonly Rule[]): AnchorFinder {
  const needles = rules.flatMap((rule) => rule.anchors.map((anchor) => ({ bytes: Buffer.from(anchor), rule })));
  const longest = Math.max(0, ...needles.map(({ bytes }) => bytes.length));
  const byStart = Map.groupBy(needles, ({ bytes }) => threeAt(bytes, 0));
  const pairs = pairTable(needles);
  const threes = new Uint8Array(1 << tableBits);
  for (const three of byStart.keys()) threes[hash(three)] = 1;

  const mayStandAt = (bytes: Uint8Array, place: number): boolean => threes[hash(threeAt(bytes, place))] !== 0;

  function at(bytes: Uint8Array, place: number): Anchor | undefined {
    const candidates = byStart.get(threeAt(bytes, place));
    const needle = candidates?.find((candidate) => standsAt(candidate.bytes, bytes, place));
    return needle && { at: place, length: needle.bytes.length, rule: needle.rule };
  }

  return {
    next(bytes, from) {
      const last = bytes.length - 1;
      for (let place = from; place < last; place += 2) {
        const pair = pairs[pairAt(bytes, place)] ?? 0;
        if (pair === 0) continue;
        if (pair >= beginsBefore && place > from && mayStandAt(bytes, place - 1)) {
          const found = at(bytes, place - 1);
          if (found) return found;
        }
        if (pair !== beginsBefore && mayStandAt(bytes, place)) {
          const found = at(bytes, place);
          if (found) return found;
        }
      }
      return undefined;
    },
    openEnd(bytes, from) {
      for (let place = Math.max(from, bytes.length - longest + 1); place < bytes.length; place += 1) {
        const rest = bytes.subarray(place);
        if (needles.some((needle) => needle.bytes.length > rest.length && standsAt(rest, needle.bytes, 0)))
          return place;
      }
      return bytes.length;
    },
  };
}

function pairAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
}

function threeAt(bytes: Uint8Array, at: number): number {
  return pairAt(bytes, at) | ((bytes[at + 2] ?? 0) << 16);
}

function hash(three: number): number {
  return Math.imul(three, 0x9e3779b1) >>> (32 - tableBits);
}

function pairTable(needles: readonly Needle[]): Uint8Array {
  const pairs = new Uint8Array(1 << 16);
  const mark = (pair: number, how: number): void => {
    pairs[pair] = (pairs[pair] ?? 0) | how;
  };
  for (const { bytes } of needles) {
    mark(pairAt(bytes, 0), beginsHere);
    mark(pairAt(bytes, 1), beginsBefore);
  }
  return pairs;
}

function standsAt(needle: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start + needle.length > bytes.length) return false;
  for (let at = 0; at < needle.length; at += 1) if (needle[at] !== bytes[start + at]) return false;
  return true;
}
