/** A name as git writes it in quotes: `"a\303\274\n"`. Plain names come without. */
export interface GitName {
  /** What is not UTF-8 stands in it as `\xNN`. */
  readonly name: string;
  /** Whether its bytes are UTF-8 and every one of its characters can be seen. */
  readonly plain: boolean;
}

const letters: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

export function unquoted(text: string): GitName {
  if (!text.startsWith('"')) return { name: text, plain: isPlain(text) };
  const bytes = bytesOf(text.slice(1, -1));
  try {
    const name = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { name, plain: isPlain(name) };
  } catch {
    return { name: shown(bytes), plain: false };
  }
}

function isPlain(name: string): boolean {
  return !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(name);
}

function bytesOf(inner: string): Uint8Array {
  const pieces = inner.match(/\\[0-7]{3}|\\.|[^\\]+/gsu) ?? [];
  return Buffer.concat(pieces.map((piece) => (piece.startsWith('\\') ? escaped(piece.slice(1)) : Buffer.from(piece))));
}

function escaped(after: string): Uint8Array {
  return Uint8Array.of(after.length === 3 ? Number.parseInt(after, 8) : (letters[after] ?? 63));
}

function shown(bytes: Uint8Array): string {
  return [...bytes]
    .map((byte) => (byte >= 32 && byte < 127 ? String.fromCodePoint(byte) : `\\x${byte.toString(16).padStart(2, '0')}`))
    .join('');
}
