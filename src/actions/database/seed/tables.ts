import type { Row } from '../../../services/postgres/client.ts';
import type { Session } from '../../../services/postgres/session.ts';

/** A table that a seed may write to. */
export interface SeedTable {
  /** `public.idea_pool`, quoted where it must be: safe in a statement. */
  readonly name: string;
  /** Columns of the primary key, as they are named; none when it has none. */
  readonly key: readonly string[];
  readonly bytes: number;
  /** The planner's estimate; -1 when the table was never analysed. */
  readonly estimate: number;
}

/** Every table that the session may read, but the servers' own and those that record what was run. */
const everyTable = `
select format('%I.%I', n.nspname, c.relname) as name,
  array(select a.attname::text from pg_index i, unnest(i.indkey) with ordinality k(num, at)
    join pg_attribute a on a.attnum = k.num
    where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid order by k.at) as key,
  pg_table_size(c.oid)::float8 as bytes, c.reltuples::float8 as estimate
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.relkind = 'r' and c.relpersistence = 'p'
  and n.nspname !~ '^pg_' and n.nspname not in ('information_schema', 'supabase_migrations', 'prestage')
  and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select')
order by 1`;

export async function tablesOf(session: Session): Promise<readonly SeedTable[]> {
  return (await session.query(everyTable)).map((row) => ({
    name: String(row['name']),
    key: wordsOf(row, 'key'),
    bytes: Number(row['bytes']),
    estimate: Number(row['estimate']),
  }));
}

/** One text for the rows of each table, whatever their order: of a scratch database, which is small. */
export async function fingerprints(
  session: Session,
  tables: readonly SeedTable[],
): Promise<ReadonlyMap<string, string>> {
  const prints = new Map<string, string>();
  for (const { name } of tables) {
    const [row] = await session.query(
      `select count(*) || ':' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) as print from ${name} t`,
    );
    prints.set(name, String(row?.['print']));
  }
  return prints;
}

function wordsOf(row: Row, name: string): readonly string[] {
  const value = row[name];
  return Array.isArray(value) ? value.map(String) : [];
}

export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
