import type { DatabaseLogin } from '../../../core/database.ts';
import { Failure } from '../../../core/failure.ts';
import { PostgresFailure } from '../../../services/postgres/failures.ts';
import { openSession } from '../../../services/postgres/session.ts';

/**
 * Who may give owners, event triggers and the rows of Supabase's own tables: the login itself, or `supabase_admin`, who has the
 * same password where Supabase is hosted by oneself. Throws Failure `backup.no-superuser`, or a `PostgresFailure`.
 */
export async function superuserOf(login: DatabaseLogin): Promise<DatabaseLogin> {
  if (await isSuperuser(login)) return login;
  const other = { ...login, url: login.url.replace(/\/\/postgres(?=[.@])/u, '//supabase_admin') };
  if (other.url !== login.url && (await isSuperuserIfLetIn(other))) return other;
  throw new Failure({
    code: 'backup.no-superuser',
    what: 'Nobody who may restore a database gets into this one',
    why: 'owners, event triggers and the rows of auth and storage are given by a superuser alone; the login is none, and `supabase_admin` does not get in with its password',
    fix: 'Name a superuser in `environments.<name>.database.url`. A project that Supabase hosts gives nobody one: restore there by its own backups, and drill ours here.',
  });
}

async function isSuperuserIfLetIn(login: DatabaseLogin): Promise<boolean> {
  try {
    return await isSuperuser(login);
  } catch (error) {
    if (error instanceof PostgresFailure) return false;
    throw error;
  }
}

async function isSuperuser(login: DatabaseLogin): Promise<boolean> {
  const session = await openSession(login);
  try {
    const [found] = await session.query(`select rolsuper from pg_roles where rolname = current_user`);
    return found?.['rolsuper'] === true;
  } finally {
    await session.close();
  }
}
