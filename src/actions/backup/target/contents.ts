import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { isOwnSchema } from '../../database/managed-schemas.ts';
import { backedTables } from '../fingerprint/tables.ts';

/** What a database has beside what a new project has, by name: nothing, where it may be restored into. */
export async function contentsOf(login: DatabaseLogin): Promise<readonly string[]> {
  const session = await openSession(login);
  try {
    const made = await session.query(`
      select format('%s %I.%I', k.kind, n.nspname, o.name) as what
      from (select relnamespace as space, relname as name, oid, 'pg_class'::regclass as class from pg_class where relkind in ('r', 'p', 'v', 'm', 'S', 'f')
        union all select pronamespace, proname, oid, 'pg_proc'::regclass from pg_proc
        union all select typnamespace, typname, oid, 'pg_type'::regclass from pg_type where typtype in ('e', 'd', 'r')) o
      join pg_namespace n on n.oid = o.space
      cross join lateral (select case o.class::text when 'pg_class' then 'relation' when 'pg_proc' then 'function' else 'type' end as kind) k
      where ${isOwnSchema('n.nspname')}
        and not exists (select from pg_depend d where d.classid = o.class and d.objid = o.oid and d.deptype in ('e', 'i'))
      order by 1`);
    return [...made.map(({ what }) => String(what)), ...(await filled(session))];
  } finally {
    await session.close();
  }
}

/** Rows in tables that Supabase made: users, files. */
async function filled(session: Session): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { name, managed, readable } of await backedTables(session)) {
    if (!managed || !readable) continue;
    const [row] = await session.query(`select exists (select from ${name}) as filled`);
    if (row?.['filled'] === true) found.push(`rows of ${name}`);
  }
  return found;
}
