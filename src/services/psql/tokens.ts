/** What psql's own scanner tells apart: enough to see where a statement ends, and what in it is a variable. */
export type TokenKind =
  'blank' | 'quoted' | 'word' | 'variable' | 'meta' | 'open' | 'close' | 'semicolon' | 'unterminated' | 'other';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  /** Counts from 1. */
  readonly line: number;
}

const letter = String.raw`[A-Za-z_\u0080-\uFFFF]`;
const tag = String.raw`\$(?:${letter}[\w\u0080-\uFFFF]*)?\$`;

/** The first that fits at a place is what stands there. */
const patterns: readonly (readonly [TokenKind, RegExp])[] = [
  ['blank', /(?:\s|--[^\n]*)+/y],
  ['quoted', /[eE]'(?:[^'\\]|\\[\s\S]|'')*'/y],
  ['quoted', /(?:[uU]&|[bBxXnN])?'(?:[^']|'')*'/y],
  ['quoted', /(?:[uU]&)?"(?:[^"]|"")*"/y],
  ['quoted', new RegExp(String.raw`(${tag})[\s\S]*?\1`, 'y')],
  ['unterminated', new RegExp(String.raw`(?:['"]|/\*|${tag})[\s\S]*`, 'y')],
  ['word', new RegExp(String.raw`${letter}[\w$\u0080-\uFFFF]*`, 'y')],
  ['other', /::|:=|\d+/y],
  ['variable', /:(?:'\w+'|"\w+"|\w+)/y],
  ['meta', /\\[^\n]*/y],
  ['open', /\(/y],
  ['close', /\)/y],
  ['semicolon', /;/y],
  ['other', /[\s\S]/y],
];

export function* tokensOf(sql: string): Generator<Token> {
  let at = 0;
  let line = 1;
  while (at < sql.length) {
    const { kind, text } = tokenAt(sql, at);
    yield { kind, text, line };
    at += text.length;
    line += text.split('\n').length - 1;
  }
}

function tokenAt(sql: string, at: number): { readonly kind: TokenKind; readonly text: string } {
  const comment = blockComment(sql, at);
  if (comment !== undefined) return { kind: 'blank', text: comment };
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at;
    const [text] = pattern.exec(sql) ?? [];
    if (text !== undefined) return { kind, text };
  }
  return { kind: 'other', text: sql.slice(at, at + 1) };
}

/** They nest. One that does not end is none: it is found to be unterminated. */
function blockComment(sql: string, start: number): string | undefined {
  if (!sql.startsWith('/*', start)) return undefined;
  let depth = 0;
  const edge = /\/\*|\*\//g;
  edge.lastIndex = start;
  for (let found = edge.exec(sql); found !== null; found = edge.exec(sql)) {
    depth += found[0] === '/*' ? 1 : -1;
    if (depth === 0) return sql.slice(start, edge.lastIndex);
  }
  return undefined;
}
