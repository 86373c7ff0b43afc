export interface Header {
  readonly name: string;
  /** Unfolded, encoded words decoded. */
  readonly value: string;
}

/** The header fields of a message, in their order. Lines that are none are left out. */
export function readHeaders(raw: Buffer): readonly Header[] {
  const end = /\r?\n\r?\n/.exec(raw.toString('latin1'))?.index ?? raw.length;
  const unfolded = raw
    .subarray(0, end)
    .toString('utf8')
    .replace(/\r?\n(?=[ \t])/g, '');
  return unfolded.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([!-9;-~]+):[ \t]*(.*)$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [{ name, value: decodeWords(value.trim()) }];
  });
}

/** RFC 2047: `=?UTF-8?Q?gr=C3=BCezi?=`. Adjacent words of one charset are one text: a character may be cut between them. */
function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(?==\?)/g, '$1');
  return joined.replace(/(?:=\?[^?\s]+\?[bq]\?[^?\s]*\?=)+/gi, (words) => {
    const parts = [...words.matchAll(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi)];
    const bytes = Buffer.concat(parts.map(([, , encoding, text = '']) => bytesOf(encoding, text)));
    return decode(bytes, parts[0]?.[1] ?? 'utf-8') ?? words;
  });
}

function bytesOf(encoding: string | undefined, text: string): Buffer {
  if (encoding?.toLowerCase() === 'b') return Buffer.from(text, 'base64');
  const unescaped = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(unescaped, 'latin1');
}

function decode(bytes: Buffer, charset: string): string | undefined {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return undefined;
  }
}
