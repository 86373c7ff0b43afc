import { isUnreachable } from '../../../services/postgres/failures.ts';
import type { Session } from '../../../services/postgres/session.ts';
import type { SeededRows } from './samples.ts';
import { quoted } from './tables.ts';

/** How a database's rows stand to those that the seeds make. */
export interface RowsFound {
  readonly table: string;
  readonly wanted: number;
  readonly missing: number;
  /** Of those that are there. */
  readonly differing: number;
  /** Keys of the first that are missing or differ. */
  readonly examples: readonly string[];
  /** Why it could not be asked. */
  readonly fault?: string;
}

/** Asks a database for the rows that the seeds make, by their keys. */
export async function findRows(session: Session, sample: SeededRows): Promise<RowsFound> {
  const { table, key, rows, stable } = sample;
  const none = { table, wanted: rows.length, missing: 0, differing: 0, examples: [] };
  if (rows.length === 0) return none;
  const same = key.map((column) => `t.${quoted(column)} = s.${quoted(column)}`).join(' and ');
  const shown = key.map((column) => `s.${quoted(column)}::text`).join(` || '/' || `);
  try {
    const [row] = await session.query(
      `select count(*) filter (where gone)::int as missing, count(*) filter (where differs)::int as differing,
         (array_agg(id order by id) filter (where gone or differs))[1:3] as examples
       from (
         select ${shown} as id, t.ctid is null as gone,
           t.ctid is not null and exists (
             select from unnest($2::text[]) c where to_jsonb(t) -> c is distinct from to_jsonb(s) -> c) as differs
         from jsonb_populate_recordset(null::${table}, $1::jsonb) s left join ${table} t on ${same}
       ) looked`,
      [`[${rows.join(',')}]`, [...stable]],
    );
    const examples = row?.['examples'];
    return {
      ...none,
      missing: Number(row?.['missing']),
      differing: Number(row?.['differing']),
      examples: Array.isArray(examples) ? examples.map(String) : [],
    };
  } catch (error) {
    if (isUnreachable(error) || !(error instanceof Error)) throw error;
    return { ...none, fault: error.message };
  }
}
