import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import { isOwnSchema } from '../managed-schemas.ts';

/** One row of `supabase_migrations.schema_migrations`. Old tables have no statements, and `repair` leaves them empty. */
export interface Applied {
  readonly version: string;
  readonly name?: string | undefined;
  readonly statements?: readonly string[] | undefined;
}

/** What a database says of the migrations that it has had. */
export interface History {
  /** Whether there is a history at all: a push makes it. */
  readonly exists: boolean;
  readonly applied: readonly Applied[];
  /** Whether this user may write it, or make it. */
  readonly mayWrite: boolean;
}

const facts = z.array(z.looseObject({ exists: z.boolean(), may_write: z.boolean() })).length(1);
const rows = z.array(
  z.looseObject({
    row: z.looseObject({
      version: z.string(),
      name: z.string().nullish(),
      statements: z.array(z.string()).nullish(),
    }),
  }),
);

const schema = 'supabase_migrations';
const table = `${schema}.schema_migrations`;

/** Throws a `PostgresFailure` when this user may not read it. */
export async function readHistory(session: Session): Promise<History> {
  const [fact] = facts.parse(
    await session.query(`
      select to_regclass('${table}') is not null as exists,
        case
          when to_regclass('${table}') is not null then has_table_privilege('${table}', 'insert')
          when to_regnamespace('${schema}') is not null then has_schema_privilege('${schema}', 'create')
          else has_database_privilege(current_database(), 'create')
        end as may_write`),
  );
  const exists = fact?.exists === true;
  const found = exists ? await session.query(`select to_jsonb(m) as row from ${table} m order by version`) : [];
  const applied = rows.parse(found).map(({ row: { version, name, statements } }) => ({
    version,
    ...(name == null ? {} : { name }),
    ...(statements == null || statements.length === 0 ? {} : { statements }),
  }));
  return { exists, mayWrite: fact?.may_write === true, applied };
}

const names = z.array(z.looseObject({ name: z.string() }));

/** Tables that neither Supabase, nor an extension, nor Prestage made. */
export async function readTables(session: Session): Promise<readonly string[]> {
  const found = await session.query(`
    select n.nspname || '.' || c.relname as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p') and ${isOwnSchema('n.nspname')}
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by 1`);
  return names.parse(found).map(({ name }) => name);
}

/** What a failed CREATE INDEX CONCURRENTLY leaves behind: kept up to date, and used by no query. */
export async function readInvalidIndexes(session: Session): Promise<readonly string[]> {
  const found = await session.query(
    `select indexrelid::regclass::text as name from pg_index where not indisvalid order by 1`,
  );
  return names.parse(found).map(({ name }) => name);
}
