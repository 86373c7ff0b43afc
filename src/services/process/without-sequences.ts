/** A terminal's sequences as bytes, a control character beyond ASCII being two of them: see core/untrusted.ts. */
const complete = new RegExp(
  [
    String.raw`^(?:\x1B[PX\]^_]|\xC2[\x90\x98\x9D-\x9F])[^\x07\x1B\n]{0,4096}?(?:\x07|\x1B\\|\xC2\x9C)`,
    String.raw`^(?:\x1B\[|\xC2\x9B)[0-?]{0,64}[ -/]{0,8}[@-~]`,
    String.raw`^\x1B[ -/]{0,8}[0-~]`,
  ].join('|'),
);
const mayGoOn = new RegExp(
  [
    String.raw`^(?:\x1B[PX\]^_]|\xC2[\x90\x98\x9D-\x9F])[^\x07\x1B\n]{0,4096}\x1B?$`,
    String.raw`^(?:\x1B\[|\xC2\x9B)[0-?]{0,64}[ -/]{0,8}$`,
    String.raw`^\x1B[ -/]{0,8}$`,
    String.raw`^\xC2$`,
  ].join('|'),
);
const longest = 4_200;

const escape = 0x1b;
const beyondAscii = 0xc2;

/**
 * Takes a terminal's sequences out of a stream: a child has no terminal, and a colour in the middle of a value would hide it
 * from redaction. Where the stream is cut changes nothing. The output may share memory with the chunk.
 */
export function createSequenceFilter(): { push(chunk: Uint8Array): Uint8Array; end(): Uint8Array } {
  let rest = Buffer.alloc(0);

  function pass(chunk: Uint8Array, last: boolean): Uint8Array {
    const bytes =
      rest.length === 0 ? Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length) : Buffer.concat([rest, chunk]);
    const pieces: Uint8Array[] = [];
    let written = 0;
    let held = bytes.length;
    for (let at = nextSign(bytes, 0); at < bytes.length; at = nextSign(bytes, Math.max(at + 1, written))) {
      const text = bytes.toString('latin1', at, at + longest);
      if (!last && mayGoOn.test(text)) {
        held = at;
        break;
      }
      const [sequence] = complete.exec(text) ?? [];
      if (sequence === undefined) continue;
      pieces.push(bytes.subarray(written, at));
      written = at + sequence.length;
    }
    pieces.push(bytes.subarray(written, held));
    rest = Buffer.from(bytes.subarray(held));
    return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces);
  }

  return { push: (chunk) => pass(chunk, false), end: () => pass(new Uint8Array(), true) };
}

/** Where a sequence may begin; the length when nowhere. */
function nextSign(bytes: Buffer, from: number): number {
  const places = [bytes.indexOf(escape, from), bytes.indexOf(beyondAscii, from)].filter((place) => place !== -1);
  return Math.min(bytes.length, ...places);
}
