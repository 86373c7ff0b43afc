import type { Node, ParseResult } from 'libpg-query';

/** One statement of a file, by Postgres' own parser. */
export interface Statement {
  /** Of its first word, from 1; comments before it are not part of it. */
  readonly line: number;
  readonly text: string;
  readonly node: Node;
}

/** What the server would not take. What stands between is blanked, so that the rest can still be read. */
export interface SqlFault {
  readonly kind: 'psql-command' | 'syntax';
  readonly line: number;
  readonly words: string;
}

export interface ParsedSql {
  /** Those before and after a psql command; none of a file with a syntax error. */
  readonly statements: readonly Statement[];
  readonly faults: readonly SqlFault[];
}

/** A file of nothing but psql commands has to end some time. */
const mostFaults = 100;

export async function parseSql(text: string): Promise<ParsedSql> {
  // The parser takes a text of nothing for a mistake.
  if (text === '') return { statements: [], faults: [] };
  const { parse } = await library();
  const faults: SqlFault[] = [];
  let rest = text;
  while (faults.length < mostFaults) {
    try {
      return { statements: statementsOf(rest, await parse(rest)), faults };
    } catch (error) {
      const at = await placeOf(error, rest);
      const data = await copyDataAt(rest, at);
      if (data !== undefined) rest = blanked(rest, data.from, data.to);
      else if (rest[at] === '\\') {
        const end = endOfLine(rest, at);
        faults.push({ kind: 'psql-command', line: lineAt(rest, at), words: rest.slice(at, end).trim() });
        rest = blanked(rest, at, end);
      } else return { statements: [], faults: [...faults, syntaxFault(error, rest, at)] };
    }
  }
  return { statements: [], faults };
}

/** Loaded when the first file is read: it is a WebAssembly module. */
async function library() {
  return import('libpg-query');
}

function statementsOf(text: string, { stmts = [] }: ParseResult): readonly Statement[] {
  const bytes = Buffer.from(text);
  return stmts.flatMap(({ stmt, stmt_location: from = 0, stmt_len: length = 0 }) => {
    if (stmt === undefined) return [];
    const piece = bytes.subarray(from, length === 0 ? bytes.length : from + length).toString();
    const line = lineAt(text, bytes.subarray(0, from).toString().length + (piece.length - piece.trimStart().length));
    return [{ line, text: piece.trim(), node: stmt }];
  });
}

/** Where the parser stopped, as an index into the text: it counts code points. */
async function placeOf(error: unknown, text: string): Promise<number> {
  const { hasSqlDetails } = await library();
  if (!hasSqlDetails(error)) throw error;
  const points = Array.from(text).slice(0, Math.max(0, error.sqlDetails?.cursorPosition ?? 0));
  return points.join('').length;
}

/** Rows that follow `COPY … FROM stdin;` are no SQL: they end with `\.` or with the file. */
async function copyDataAt(text: string, at: number): Promise<{ from: number; to: number } | undefined> {
  const from = text.lastIndexOf('\n', at - 1) + 1;
  const before = text.slice(0, from);
  if (!/\bstdin\b[^;]*;\s*$/i.test(before)) return undefined;
  const last = await lastNode(before);
  if (last === undefined || !isCopyFromStdin(last)) return undefined;
  const end = /^\\\.[ \t\r]*$/m.exec(text.slice(from));
  return { from, to: end === null ? text.length : from + end.index + end[0].length };
}

async function lastNode(text: string): Promise<Node | undefined> {
  const { parse } = await library();
  try {
    return (await parse(text)).stmts?.at(-1)?.stmt;
  } catch {
    return undefined;
  }
}

export function isCopyFromStdin(node: Node): boolean {
  if (!('CopyStmt' in node)) return false;
  const { is_from: isFrom, filename } = node.CopyStmt;
  return isFrom === true && filename === undefined;
}

function syntaxFault(error: unknown, text: string, at: number): SqlFault {
  const words = error instanceof Error ? error.message : String(error);
  return { kind: 'syntax', line: lineAt(text, at), words };
}

function blanked(text: string, from: number, to: number): string {
  return text.slice(0, from) + text.slice(from, to).replaceAll(/[^\n]/gu, ' ') + text.slice(to);
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 ? text.length : end;
}

function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}
