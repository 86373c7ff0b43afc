import type { Session } from '../../../services/postgres/session.ts';
import { tablesOf, type SeedTable } from './tables.ts';

/** How many rows a table has. A type, not an interface: a plan is plain JSON. */
export type RowCount = { readonly rows: number; readonly exact: boolean };

/** Counting reads the whole table: above this it is the server's own estimate, and said to be one. */
const countedBytes = 64 * 1024 * 1024;

export async function countRows(
  session: Session,
  names: readonly string[],
): Promise<Readonly<Record<string, RowCount>>> {
  const counts: Record<string, RowCount> = {};
  for (const table of await tablesOf(session)) {
    if (names.includes(table.name)) counts[table.name] = await countOf(session, table);
  }
  return counts;
}

async function countOf(session: Session, { name, bytes, estimate }: SeedTable): Promise<RowCount> {
  if (bytes > countedBytes) return { rows: Math.max(0, Math.round(estimate)), exact: false };
  const [row] = await session.query(`select count(*)::float8 as rows from ${name}`);
  return { rows: Number(row?.['rows']), exact: true };
}

export function shownCount(count: RowCount | undefined): string {
  if (count === undefined) return 'not there';
  return count.exact ? String(count.rows) : `about ${count.rows} (estimated)`;
}
