import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import { isOwnSchema } from '../../database/managed-schemas.ts';

/** Tables of Supabase whose rows are the workspace's: its users, their files' names, the history of its migrations. */
const rowsOfManaged = `(n.nspname = 'auth' and c.relname <> 'schema_migrations'
  or (n.nspname, c.relname) in (('storage', 'buckets'), ('storage', 'objects')))`;

/** Restored whole, though it is not the workspace's own: without it the next push would begin at the first migration. */
const historySchema = 'supabase_migrations';

export interface BackedTable {
  /** Quoted, with its schema. */
  readonly name: string;
  /** Of a schema that a new project has already: its rows are backed up, and not its definition. */
  readonly managed: boolean;
  readonly readable: boolean;
  /** Over one row, whose alias is `alias`. */
  readonly hash: string;
}

/** An alias that no column has: `from t x` would hash a column named `x`. */
const alias = '"a row of prestage"';

/**
 * Types whose values are equal only when they are the same, and hash alike in every database. Left out on purpose: numeric
 * (1.0 = 1.00), floats (-0 = 0), citext, enums (their number in this one database is hashed), json and all that has no hash.
 */
const hashedAsTheyAre = `('int2', 'int4', 'int8', 'bool', 'uuid', 'date', 'timestamp', 'timestamptz', 'bytea', 'text', 'varchar', 'bpchar', 'name', 'inet')`;

const columnHash = `(case when t.typnamespace = 'pg_catalog'::regnamespace and t.typname in ${hashedAsTheyAre}
    and coalesce(l.collisdeterministic, true) then format('%s.%I', '${alias}', a.attname)
  else format('%s.%I::text', '${alias}', a.attname) end)`;

const rows = z.array(
  z.looseObject({ name: z.string(), managed: z.boolean(), readable: z.boolean(), columns: z.string().nullable() }),
);

/** What is backed up, by name. */
export async function backedTables(session: Session): Promise<readonly BackedTable[]> {
  const found = await session.query(`
    select format('%I.%I', n.nspname, c.relname) as name,
      not (${isOwnSchema('n.nspname')} or n.nspname = '${historySchema}') as managed,
      has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') as readable,
      (select string_agg(${columnHash}, ', ' order by a.attnum)
        from pg_attribute a join pg_type t on t.oid = a.atttypid left join pg_collation l on l.oid = a.attcollation
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and c.relpersistence <> 't'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
      and (${isOwnSchema('n.nspname')} or n.nspname = '${historySchema}' or ${rowsOfManaged})
    order by 1`);
  return rows.parse(found).map(({ columns, ...table }) => ({
    ...table,
    hash: `hash_record_extended(row(${columns ?? ''}), 0)`,
  }));
}

/** Schemas that are not dumped: Supabase makes them in every project, or Prestage does. */
export async function schemasLeftOut(session: Session): Promise<readonly string[]> {
  const found = await session.query(`
    select quote_ident(nspname) as name from pg_namespace
    where nspname !~ '^pg_' and nspname not in ('information_schema', '${historySchema}') and not ${isOwnSchema('nspname')}
    order by 1`);
  return found.map(({ name }) => String(name));
}

/** How many rows, and a sum over their hashes: whatever their order, two that are equal do not cancel each other. */
export function rowsQuery({ name, hash }: BackedTable): string {
  return `select count(*)::text as rows, coalesce(sum(${hash}), 0)::text as hash from only ${name} as ${alias}`;
}
