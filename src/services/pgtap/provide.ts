import type { Session } from '../postgres/session.ts';
import { readPgtapScript } from './bundle.ts';

/** Where a database has its pgTAP from. */
export interface Pgtap {
  /** `server`: installed on its machine. `package`: the SQL of our npm package, in a scratch database alone. */
  readonly from: 'server' | 'package';
  readonly version: string;
}

/** Whether `create extension if not exists pgtap` would find something. */
export async function hasPgtap(session: Session): Promise<boolean> {
  const found = await session.query(`
    select 1 from pg_available_extensions where name = 'pgtap' union
    select 1 from pg_extension where extname = 'pgtap'`);
  return found.length > 0;
}

/**
 * Loads pgTAP as SQL into a database that nobody minds, where its server has none. Only a superuser can: it is entered as
 * an extension as well, so that tests and migrations that say `create extension if not exists pgtap` find it there.
 */
export async function loadPgtap(admin: Session): Promise<void> {
  const { sql, version } = await readPgtapScript();
  await admin.query('begin');
  try {
    await admin.query(
      `set local search_path to extensions, public; create temp table before_pgtap on commit drop as ${parts}`,
    );
    await admin.query(sql);
    await admin.query(entered, [version]);
    await admin.query('commit');
  } catch (error) {
    await admin.query('rollback');
    throw error;
  }
}

/** What stands in the schema: the temporary table does not, or the extension would go with it. */
const parts = `
  select 'pg_proc'::regclass as kind, oid from pg_proc where pronamespace = 'extensions'::regnamespace union all
  select 'pg_type'::regclass, oid from pg_type where typnamespace = 'extensions'::regnamespace union all
  select 'pg_class'::regclass, oid from pg_class where relnamespace = 'extensions'::regnamespace`;

/** The extension's row, and a row for each thing that belongs to it. */
const entered = `
  with made as (
    insert into pg_extension (oid, extname, extowner, extnamespace, extrelocatable, extversion)
    select
      pg_nextoid('pg_extension', 'oid', 'pg_extension_oid_index'), 'pgtap',
      pg_roles.oid, 'extensions'::regnamespace, true, $1
    from pg_roles where rolname = current_user
    returning oid
  ), parts as (
    ${parts} except select kind, oid from before_pgtap
  )
  insert into pg_depend (classid, objid, objsubid, refclassid, refobjid, refobjsubid, deptype)
  select kind, parts.oid, 0, 'pg_extension'::regclass, made.oid, 0, 'e' from parts, made`;

/** Makes pgTAP callable, in the schema in which Supabase puts extensions where there is one. Throws a `PostgresFailure`. */
export async function createPgtap(session: Session): Promise<void> {
  const [row] = await session.query(`select 1 from pg_namespace where nspname = 'extensions'`);
  await session.query(`create extension if not exists pgtap${row === undefined ? '' : ' with schema extensions'}`);
}

/** Its version, in words: `1.3.5`. */
export async function pgtapVersion(session: Session): Promise<string> {
  const [row] = await session.text(`select extversion from pg_extension where extname = 'pgtap'`);
  return row?.[0] ?? 'unknown';
}
