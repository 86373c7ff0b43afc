import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import { literal } from './sql.ts';

/** What the catalogue says about access, a line a fact. Read-only; policies as Postgres prints them. */
export async function accessFacts(session: Session, roles: readonly string[]): Promise<readonly string[]> {
  await session.query('begin read only');
  try {
    await session.query(`set local search_path = ''`);
    const rows = z.array(z.object({ fact: z.string() })).parse(await session.query(factsSql(roles)));
    return rows.map(({ fact }) => fact);
  } finally {
    await session.query('rollback');
  }
}

export interface FactDifference {
  readonly extra: readonly string[];
  readonly missing: readonly string[];
}

export function compareFacts(wanted: readonly string[], found: readonly string[]): FactDifference {
  const [want, have] = [new Set(wanted), new Set(found)];
  return { extra: found.filter((fact) => !want.has(fact)), missing: wanted.filter((fact) => !have.has(fact)) };
}

function factsSql(roles: readonly string[]): string {
  const names = literal(
    `{${[...new Set([...roles, 'anon', 'authenticated', 'service_role'])].map((role) => JSON.stringify(role)).join(',')}}`,
  );
  const who = `case when acl.grantee = 0 then 'everyone' else pg_catalog.pg_get_userbyid(acl.grantee)::text end`;
  const concerned = `(acl.grantee = 0 or pg_catalog.pg_get_userbyid(acl.grantee) = any (${names}::text[]))`;
  return `with ours as (
    select oid, nspname from pg_catalog.pg_namespace where nspname !~ '^(pg_|supabase_|pgsodium|_)' and nspname not in (
      'auth', 'cron', 'extensions', 'graphql', 'graphql_public', 'information_schema', 'net', 'pgbouncer', 'pgmq', 'pgtle',
      'prestage', 'realtime', 'storage', 'tiger', 'topology', 'vault'))
  select fact collate "C" as fact from (
    select pg_catalog.format('%s.%s: %s may %s', n.nspname, c.relname, ${who}, lower(acl.privilege_type)) as fact
      from pg_catalog.pg_class c join ours n on n.oid = c.relnamespace,
        pg_catalog.aclexplode(coalesce(c.relacl, pg_catalog.acldefault('r', c.relowner))) acl
      where c.relkind in ('r', 'p', 'v', 'm', 'f') and ${concerned} and acl.privilege_type <> 'MAINTAIN'
    union all
    select pg_catalog.format('%s.%s.%s: %s may %s', n.nspname, c.relname, a.attname, ${who}, lower(acl.privilege_type))
      from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid join ours n on n.oid = c.relnamespace,
        pg_catalog.aclexplode(a.attacl) acl where a.attacl is not null and ${concerned}
    union all
    select pg_catalog.format('%s.%s: row security %s%s', n.nspname, c.relname, case when c.relrowsecurity then 'on' else 'off' end,
        case when c.relforcerowsecurity then ', for the owner too' else '' end)
      from pg_catalog.pg_class c join ours n on n.oid = c.relnamespace where c.relkind in ('r', 'p')
    union all
    select pg_catalog.format('%s.%s: asks with the rights of its %s%s', n.nspname, c.relname,
        case when array_to_string(c.reloptions, ',') ~ 'security_invoker=(true|on|yes|1)' then 'caller' else 'owner' end,
        case when array_to_string(c.reloptions, ',') ~ 'security_barrier=(true|on|yes|1)' then ', behind a barrier' else '' end)
      from pg_catalog.pg_class c join ours n on n.oid = c.relnamespace where c.relkind = 'v'
    union all
    select pg_catalog.format('%s.%s: policy %s: %s%s to %s using (%s) check (%s)', n.nspname, c.relname, p.polname,
        case when p.polpermissive then '' else 'restrictive ' end,
        case p.polcmd when 'r' then 'select' when 'a' then 'insert' when 'w' then 'update' when 'd' then 'delete' else 'all' end,
        (select string_agg(case when r = 0 then 'everyone' else pg_catalog.pg_get_userbyid(r)::text end, ', ' order by r) from unnest(p.polroles) r),
        pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid))
      from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.oid in (select oid from ours) or (n.nspname, c.relname) in (('storage', 'objects'), ('storage', 'buckets'), ('realtime', 'messages'))
    union all
    select pg_catalog.format('%s: %s may call it%s', p.oid::regprocedure, ${who}, case when p.prosecdef then ', with the rights of its owner' else '' end)
      from pg_catalog.pg_proc p join ours n on n.oid = p.pronamespace,
        pg_catalog.aclexplode(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) acl
      where ${concerned} and not exists (select from pg_catalog.pg_depend e where e.objid = p.oid and e.deptype = 'e')
    union all
    select pg_catalog.format('%s: sends %s.%s', p.pubname, p.schemaname, p.tablename) from pg_catalog.pg_publication_tables p
      where p.schemaname in (select nspname from ours)
    union all
    select pg_catalog.format('bucket %s: %s', b.id, case when b.public then 'public' else 'private' end) from storage.buckets b
  ) f order by 1`;
}
