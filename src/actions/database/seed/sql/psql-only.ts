/** What psql does itself and no server understands: `\echo`, and rows that follow `COPY … FROM stdin`. */
export interface PsqlPart {
  readonly kind: 'command' | 'copy';
  /** From 1. */
  readonly line: number;
  /** The command's name, `\echo`; the head of the COPY. */
  readonly words: string;
}

export interface ForServer {
  /** The text with those parts blanked: every character that is left stands where it stood. */
  readonly sql: string;
  readonly parts: readonly PsqlPart[];
}

/** One piece of SQL at a time: what stands in quotes, comments and names is passed over whole. */
const piece =
  /--[^\n]*|\/\*[^]*?(?:\*\/|$)|[eE]'(?:[^'\\]+|\\[^])*(?:'|$)|'[^']*(?:'|$)|"[^"]*(?:"|$)|\$\d+|\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$[^]*?(?:\$\k<tag>\$|$)|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*|\\[^\n]*|;|\s+|[^\s;\\A-Za-z_\u0080-\uffff'"$/-]+|[^]/y;

const copyHead = /^copy\s[^]*\sfrom\s+stdin\b/i;

/** Finds what only psql would do, outside quotes and comments. */
export function withoutPsql(text: string): ForServer {
  const parts: PsqlPart[] = [];
  const blanks: [number, number][] = [];
  let begun: number | undefined;
  let words = '';
  for (let at = 0; at < text.length;) {
    piece.lastIndex = at;
    const [found = ''] = piece.exec(text) ?? [text.slice(at, at + 1)];
    let end = at + found.length;
    if (found.startsWith('\\')) {
      parts.push({ kind: 'command', line: lineAt(text, at), words: /^\\\S*/.exec(found)?.[0] ?? found });
      blanks.push([at, end]);
    } else if (found === ';') {
      if (begun !== undefined && copyHead.test(words)) {
        end = endOfRows(text, end);
        parts.push({ kind: 'copy', line: lineAt(text, begun), words: words.trim().slice(0, 80) });
        blanks.push([begun, end]);
      }
      [begun, words] = [undefined, ''];
    } else if (!isComment(found) && words.length < 2000) {
      if (found.trim() !== '') begun ??= at;
      if (begun !== undefined) words += found;
    }
    at = end;
  }
  return { sql: blanked(text, blanks), parts };
}

export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

function isComment(found: string): boolean {
  return found.startsWith('--') || found.startsWith('/*');
}

/** Rows end with a line `\.`, or with the file. */
function endOfRows(text: string, from: number): number {
  const end = /^\\\.[^\n]*/m;
  const rest = text.slice(from);
  const found = end.exec(rest);
  return found === null ? text.length : from + found.index + found[0].length;
}

function blanked(text: string, ranges: readonly [number, number][]): string {
  let result = '';
  let done = 0;
  for (const [from, to] of ranges) {
    result += text.slice(done, from) + text.slice(from, to).replaceAll(/[^\n]/g, ' ');
    done = to;
  }
  return result + text.slice(done);
}
