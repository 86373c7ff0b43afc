import type { Node, RawStmt } from 'libpg-query';
import { lineAt } from './psql-only.ts';

/** One statement of a file, as Postgres' own parser divides it. */
export interface SeedStatement {
  readonly sql: string;
  /** Where its first word stands, from 1. */
  readonly line: number;
  readonly node: Node;
}

/** What the parser stumbled over. */
export interface SyntaxFault {
  readonly line: number;
  readonly message: string;
}

const before = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[^]*?\*\/)*/;

export async function statementsOf(sql: string): Promise<readonly SeedStatement[] | SyntaxFault> {
  // The parser takes a text of nothing for a mistake.
  if (sql === '') return [];
  const parser = await import('libpg-query');
  await parser.loadModule();
  try {
    return divided(Buffer.from(sql), parser.parseSync(sql).stmts ?? []);
  } catch (error) {
    if (!parser.hasSqlDetails(error)) throw error;
    const at = error.sqlDetails?.cursorPosition ?? 0;
    return { line: lineAt(sql, at), message: error.message };
  }
}

/** The parser counts bytes, and gives white space and comments to the statement that they stand before. */
function divided(bytes: Buffer, stmts: readonly RawStmt[]): readonly SeedStatement[] {
  let line = 1;
  let done = 0;
  return stmts.flatMap(({ stmt, stmt_location: from = 0, stmt_len: length }) => {
    const text = bytes.subarray(from, length === undefined ? undefined : from + length).toString();
    const lead = before.exec(text)?.[0] ?? '';
    const first = from + Buffer.byteLength(lead);
    line += bytes.subarray(done, first).toString().split('\n').length - 1;
    done = first;
    return stmt === undefined ? [] : [{ sql: text.slice(lead.length), line, node: stmt }];
  });
}
