import { markerOf } from '../marker.ts';
import { joined, type Found, type Portion } from '../pieces.ts';
import type { Anchor, AnchorFinder } from './anchors.ts';
import type { Rule } from './rule.ts';

/** A secret whose marker is out and which may go on: its rule and its last byte. */
interface Open {
  readonly rule: Rule;
  readonly before: number;
}

/** What a sweep carries from chunk to chunk. */
export interface SweepCarry {
  /** Bytes that are not decided yet: a head may stand there. At most the longest reach of a rule. */
  readonly rest: Uint8Array;
  readonly open?: Open | undefined;
}

export const nothingSwept: SweepCarry = { rest: new Uint8Array() };

export interface Swept {
  readonly output: Uint8Array;
  readonly carry: SweepCarry;
}

/**
 * Puts markers in the place of what the rules tell to be a secret. With `last`, nothing follows and nothing is held back.
 * The output may share memory with the chunk.
 */
export function sweep(finder: AnchorFinder, carry: SweepCarry, { chunk, last }: Portion, found: Found): Swept {
  const bytes = carry.rest.length === 0 ? chunk : Buffer.concat([carry.rest, chunk]);
  const pieces: Uint8Array[] = [];
  let { open, end: written } = passOver(bytes, 0, carry.open);
  let from = written;
  let decided = bytes.length;
  // A character a byte, made once: heads are slices of it.
  let text: string | undefined;
  for (let anchor = finder.next(bytes, from); anchor; anchor = finder.next(bytes, from)) {
    const { at, rule } = anchor;
    const windowEnd = endOfWindow(anchor, bytes, last);
    if (windowEnd === undefined) {
      decided = at;
      break;
    }
    from = at + 1;
    text ??= Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
    const head = rule.head.exec(text.slice(at, windowEnd));
    if (head === null) continue;
    const kept = head.groups?.['kept']?.length ?? 0;
    pieces.push(bytes.subarray(written, at), sweptKept(finder, bytes.subarray(at, at + kept), found));
    pieces.push(Buffer.from(markerOf(rule.name)));
    found(rule.name);
    const end = at + head[0].length;
    ({ open, end: written } = passOver(bytes, end, { rule, before: bytes[end - 1] ?? 0 }));
    from = written;
  }
  if (!last) decided = Math.min(decided, finder.openEnd(bytes, from));
  if (written < decided) pieces.push(bytes.subarray(written, decided));
  return { output: joined(pieces), carry: { rest: Uint8Array.from(bytes.subarray(decided)), open } };
}

/** What stays before a secret may hold another: a token as the user of a URL. */
function sweptKept(finder: AnchorFinder, kept: Uint8Array, found: Found): Uint8Array {
  return kept.length === 0 ? kept : sweep(finder, nothingSwept, { chunk: kept, last: true }, found).output;
}

/** To where the head looks; undefined while more of it may come. */
function endOfWindow({ at, length, rule }: Anchor, bytes: Uint8Array, last: boolean): number | undefined {
  const limit = Math.min(at + rule.reach, bytes.length);
  const { spans } = rule;
  let end = spans ? at + length : limit;
  if (spans) while (end < limit && spans(bytes[end] ?? 0)) end += 1;
  const isWhole = last || end < bytes.length || end === at + rule.reach;
  return isWhole ? Math.min(end + 1, limit) : undefined;
}

/** Where an open secret ends. It stays open when it reaches the end of the bytes. */
function passOver(bytes: Uint8Array, start: number, open: Open | undefined): { end: number; open: Open | undefined } {
  if (open === undefined) return { end: start, open };
  let { before } = open;
  for (let end = start; end < bytes.length; end += 1) {
    const byte = bytes[end] ?? 0;
    if (!open.rule.goesOn(byte, before)) return { end, open: undefined };
    before = byte;
  }
  return { end: bytes.length, open: { rule: open.rule, before } };
}
