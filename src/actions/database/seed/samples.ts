import type { Session } from '../../../services/postgres/session.ts';
import { quoted, type SeedTable } from './tables.ts';

/** The rows that the seeds make in one table, to be looked for elsewhere. */
export interface SeededRows {
  readonly table: string;
  /** Names of the primary key's columns. */
  readonly key: readonly string[];
  /** Each as the JSON text that the server gave: its numbers are longer than JavaScript's. */
  readonly rows: readonly string[];
  /** Columns that are the same whenever the seeds are run. */
  readonly stable: readonly string[];
  /** There are more rows than are looked for. */
  readonly cut: boolean;
}

/** A table whose rows cannot be looked for, and why. */
export interface NotCompared {
  readonly table: string;
  readonly why: string;
}

/** So many rows of a table are looked for. */
const most = 2000;

/** Rows by the JSON of their key. */
export type Rows = ReadonlyMap<string, string>;

export async function rowsIn(session: Session, { name, key }: SeedTable): Promise<Rows> {
  if (key.length === 0) return new Map();
  const columns = key.map((column) => `t.${quoted(column)}`).join(', ');
  const rows = await session.query(
    `select jsonb_build_array(${columns})::text as key, to_jsonb(t)::text as row from ${name} t order by 1 limit ${most + 1}`,
  );
  return new Map(rows.map(({ key, row }) => [String(key), String(row)]));
}

/** What the seeds made, from the rows before them and after two runs from the same start. */
export function sampleOf(table: SeedTable, before: Rows, once: Rows, again: Rows): SeededRows | NotCompared {
  const { name, key } = table;
  if (key.length === 0) return { table: name, why: 'it has no primary key' };
  const made = [...again].filter(([id, row]) => before.get(id) !== row);
  if (made.some(([id]) => !once.has(id))) return { table: name, why: 'its keys are made anew each time' };
  const rows = made.slice(0, most);
  const changing = new Set(rows.flatMap(([id, row]) => changedColumns(row, once.get(id))));
  const [first] = rows;
  const stable = first === undefined ? [] : Object.keys(read(first[1])).filter((column) => !changing.has(column));
  return { table: name, key, rows: rows.map(([, row]) => row), stable, cut: again.size > most };
}

function changedColumns(row: string, other: string | undefined): readonly string[] {
  const [now, then] = [read(row), read(other ?? '{}')];
  return Object.keys(now).filter((column) => JSON.stringify(now[column]) !== JSON.stringify(then[column]));
}

function read(row: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(row);
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
