import type { Node } from 'libpg-query';
import { parseSql } from './parse.ts';

/** `CreateStmt`, `AlterTableStmt` …, as Postgres names its statements. */
export function tagOf(node: Node): string {
  return Object.keys(node)[0] ?? '';
}

/** Whether any part of it, however deep, says yes. */
export function anyPart(value: unknown, says: (key: string, part: unknown) => boolean): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, part]) => says(key, part) || anyPart(part, says));
}

/** Where something stands in the text says nothing of what it does. */
const places = new Set([
  'location',
  'name_location',
  'stmt_location',
  'stmt_len',
  'list_start',
  'list_end',
  'rexpr_list_start',
  'rexpr_list_end',
]);

/** Whether both do the same: comments, white space and the case of keywords do not count. */
export async function sameSql(one: string, other: string): Promise<boolean> {
  if (one === other) return true;
  const [left, right] = await Promise.all([parseSql(one), parseSql(other)]);
  if (left.faults.length > 0 || right.faults.length > 0) return folded(one) === folded(other);
  return bare(left.statements.map(({ node }) => node)) === bare(right.statements.map(({ node }) => node));
}

function bare(nodes: readonly Node[]): string {
  return JSON.stringify(nodes, (key, value: unknown) => (places.has(key) ? undefined : value));
}

/** Of what the parser cannot read. */
function folded(sql: string): string {
  return sql.replaceAll(/[\s;]+/g, ' ').trim();
}
