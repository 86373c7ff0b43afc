import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { isOwnSchema } from '../../database/managed-schemas.ts';
import { backedTables } from '../fingerprint/tables.ts';

const timeoutMs = 60 * 60 * 1000;

/**
 * Takes the workspace's own out of a database, in one transaction: its schemas, the history of its migrations, and the rows in
 * Supabase's tables. What Supabase made stays, and so does the schema `prestage`, with whose lock this is done.
 */
export async function clear(admin: DatabaseLogin): Promise<void> {
  const session = await openSession(admin, { timeoutMs });
  try {
    await session.query(`begin; set local lock_timeout = '30s'; set local session_replication_role = replica`);
    const managed = (await backedTables(session)).filter((table) => table.managed).map(({ name }) => name);
    if (managed.length > 0) await session.query(`truncate ${managed.join(', ')} cascade`);
    const schemas = await session.query(`select quote_ident(nspname) as name from pg_namespace
      where ${isOwnSchema('nspname')} or nspname = 'supabase_migrations' order by 1`);
    for (const { name } of schemas) await session.query(`drop schema ${String(name)} cascade`);
    // As `initdb` makes it, which is what a dump takes for granted.
    await session.query(`create schema public authorization pg_database_owner;
      grant usage on schema public to public;
      comment on schema public is 'standard public schema'`);
    await session.query('commit');
  } finally {
    await session.close();
  }
}
