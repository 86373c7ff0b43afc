import type { Pattern } from './patterns.ts';

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly marker: Uint8Array;
  readonly name: string;
}

export interface Searcher {
  /** The leftmost match that starts at `from` or after it, and the longest there. */
  next(bytes: Uint8Array, from: number): Match | undefined;
  /** Where the bytes at the end may be the start of a pattern that goes on; the length when they are not. */
  openEnd(bytes: Uint8Array): number;
}

const block = 3;
const tableBits = 18;
const widestWindow = 64;

/**
 * Many patterns in one pass (Wu and Manber, 1994): a table says for each three bytes how far the window may jump, which is
 * several bytes at a time for text without secrets, however many secrets there are. Patterns come in order of their bytes,
 * and none is shorter than three.
 */
export function createSearcher(patterns: readonly Pattern[]): Searcher {
  const window = Math.min(widestWindow, ...patterns.map(({ bytes }) => bytes.length));
  const longest = Math.max(0, ...patterns.map(({ bytes }) => bytes.length));
  const jumps = jumpTable(patterns, window);
  const buckets = bucketsByWindow(patterns, window);
  const beginnings = new Uint8Array(1 << tableBits);
  for (const { bytes } of patterns) beginnings[hashAt(bytes, 0)] = 1;

  function next(bytes: Uint8Array, from: number): Match | undefined {
    let last = from + window - 1;
    while (last < bytes.length) {
      const hash = hashAt(bytes, last - block + 1);
      const jump = jumps[hash] ?? 0;
      if (jump > 0) {
        last += jump;
        continue;
      }
      const start = last - window + 1;
      const found = buckets.get(hash)?.find((pattern) => standsAt(pattern.bytes, bytes, start));
      if (found) return { start, end: start + found.bytes.length, marker: found.marker, name: found.name };
      last += 1;
    }
    return undefined;
  }

  function openEnd(bytes: Uint8Array): number {
    for (let start = Math.max(0, bytes.length - longest + 1); start < bytes.length; start += 1) {
      if (start + block <= bytes.length && beginnings[hashAt(bytes, start)] === 0) continue;
      if (beginsPattern(patterns, bytes.subarray(start))) return start;
    }
    return bytes.length;
  }

  return { next, openEnd };
}

function hashAt(bytes: Uint8Array, at: number): number {
  const three = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8) | ((bytes[at + 2] ?? 0) << 16);
  return Math.imul(three, 0x9e3779b1) >>> (32 - tableBits);
}

function jumpTable(patterns: readonly Pattern[], window: number): Uint8Array {
  const jumps = new Uint8Array(1 << tableBits).fill(window - block + 1);
  for (const { bytes } of patterns)
    for (let at = 0; at + block <= window; at += 1) {
      const hash = hashAt(bytes, at);
      jumps[hash] = Math.min(jumps[hash] ?? 0, window - block - at);
    }
  return jumps;
}

function bucketsByWindow(patterns: readonly Pattern[], window: number): ReadonlyMap<number, readonly Pattern[]> {
  const buckets = Map.groupBy(patterns, ({ bytes }) => hashAt(bytes, window - block));
  for (const bucket of buckets.values()) bucket.sort((a, b) => b.bytes.length - a.bytes.length);
  return buckets;
}

function standsAt(pattern: Uint8Array, bytes: Uint8Array, start: number): boolean {
  if (start + pattern.length > bytes.length) return false;
  for (let at = 0; at < pattern.length; at += 1) if (pattern[at] !== bytes[start + at]) return false;
  return true;
}

/** Whether some pattern is these bytes and more. Patterns that begin with them stand together, after all lesser ones. */
function beginsPattern(patterns: readonly Pattern[], bytes: Uint8Array): boolean {
  let low = 0;
  let high = patterns.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const pattern = patterns[middle];
    if (pattern && Buffer.compare(pattern.bytes, bytes) <= 0) low = middle + 1;
    else high = middle;
  }
  const candidate = patterns[low];
  return candidate !== undefined && standsAt(bytes, candidate.bytes, 0);
}
