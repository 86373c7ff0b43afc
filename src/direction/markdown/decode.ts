import { Failure } from '../../core/failure.ts';
import { refuseLarge, refuseUnreadable } from './limits.ts';
import { linesOf } from './lines.ts';

/**
 * The text of a direction, its byte order mark kept.
 * @throws Failure `direction.empty`, `direction.not-utf8`, `direction.too-large`, `direction.too-deep`
 */
export function decodeDirection(bytes: Uint8Array, file: string): string {
  refuseLarge(bytes, file);
  const text = decode(bytes);
  if (text === undefined) throw notUtf8(firstBadLine(bytes), 'it holds bytes that are no UTF-8', file);
  if (text.includes('\0'))
    throw notUtf8(lineOf(text, '\0'), 'it holds NUL characters, as UTF-16 and binary files do', file);
  if (text.replace('\uFEFF', '').trim() === '') throw empty(file);
  refuseUnreadable(text, file);
  return text;
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A line feed is never part of a longer UTF-8 sequence, so each line can be tried by itself. */
function firstBadLine(bytes: Uint8Array): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed === -1 ? bytes.length : feed + 1;
    if (decode(bytes.subarray(start, end)) === undefined) return line;
    start = end;
  }
  return line;
}

function lineOf(text: string, mark: string): number {
  return linesOf(text.slice(0, text.indexOf(mark))).length;
}

function empty(file: string): Failure {
  return new Failure({
    code: 'direction.empty',
    what: 'The direction is empty',
    why: 'it holds nothing but white space',
    fix: 'Write the order into it, beginning with the template docs/directions/agenttemplate.md',
    file,
    line: 1,
  });
}

function notUtf8(line: number, why: string, file: string): Failure {
  return new Failure({
    code: 'direction.not-utf8',
    what: 'The direction cannot be read as text',
    why,
    fix: `Save it as UTF-8, for example with \`iconv -f WINDOWS-1252 -t UTF-8\``,
    file,
    line,
  });
}
