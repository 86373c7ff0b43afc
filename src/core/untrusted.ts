/**
 * What others wrote (children, directions, services), made safe to look at. It is the one home of this: evidence and pages
 * show what is there (`printable`), terminals and CI logs leave it out (`safeLines`), and a CI runner obeys neither.
 */

/** Zero-width joiners shape words and emoji; everything else that is invisible can lie about what stands where. */
const harmless = new Set(['\n', '\t', '\u200C', '\u200D']);
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu;
const lineBreak = /\r\n|[\n\r\u2028\u2029]/u;

/** ECMA-48: titles, links and other strings with their text; colours and cursor; what is left of either. */
const sequences = [
  String.raw`(?:\u001B[PX\]^_]|[\u0090\u0098\u009D-\u009F])[^\u0007\u001B\u009C\n]*(?:\u0007|\u001B\\|\u009C)`,
  String.raw`(?:\u001B\[|\u009B)[0-?]*[ -/]*[@-~]`,
  String.raw`\u001B[ -/]*[0-~]`,
];
const terminalSequence = new RegExp(sequences.join('|'), 'gu');

/**
 * Control characters, bidi controls, zero-width marks and lone surrogates become signs that can be seen: `␛`, `[U+202E]`.
 * Line feeds and tabs stay; CRLF becomes a line feed. Doing it twice changes nothing.
 */
export function printable(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(invisible, (sign) => (harmless.has(sign) ? sign : visible(sign)));
}

/** Without what a terminal would obey and not show. */
export function withoutSequences(text: string): string {
  return text.replace(terminalSequence, '');
}

/** Fit for a terminal and a CI log: no escape sequences, nothing invisible, nothing that a runner would obey. */
export function safeLines(text: string): readonly string[] {
  return withoutSequences(text).split(lineBreak).map(safePiece);
}

/** The same as one line, white space folded. */
export function safeLine(text: string): string {
  return disarm(safeLines(text).join(' ').replaceAll(/\s+/gu, ' ').trim());
}

/** No line of it is a workflow command. */
export function disarmLines(text: string): string {
  return text.split('\n').map(disarm).join('\n');
}

/**
 * GitHub obeys `::error::` at the start of a line, white space and what has no width before it or not, and `##[error]`
 * anywhere.
 */
function disarm(line: string): string {
  return line.replace(/^([\s\p{Cf}]*):(?=\p{Cf}*:)/u, '$1: ').replaceAll(/##(?=\w*\[)/gu, '# #');
}

function safePiece(line: string): string {
  return disarm(line.replaceAll('\t', '  ').replace(invisible, (sign) => (harmless.has(sign) ? sign : '')));
}

function visible(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  if (code === 0x7f) return '\u2421';
  return `[U+${code.toString(16).toUpperCase().padStart(4, '0')}]`;
}
