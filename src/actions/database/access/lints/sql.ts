/**
 * What the advisors of the CLI do not look for yet. Facts about the catalogue, in our words; the names are those that
 * Supabase's dashboard shows. Personas' roles are `anon` and `authenticated`.
 */
export const missingLints = `
select '0025' as number, 'public_bucket_allows_listing' as name, 'WARN' as level,
  format('The bucket %s is public, and a policy of storage.objects lets %s list its files', b.id, who.role) as detail,
  json_build_object('name', 'bucket ' || b.id) as metadata
from storage.buckets b, lateral (
  select string_agg(distinct case when r = 0 then 'everyone' else pg_get_userbyid(r)::text end, ' and ') as role
  from pg_policy p, unnest(p.polroles) r
  where p.polrelid = 'storage.objects'::regclass and p.polpermissive and p.polcmd in ('r', '*')
    and (r = 0 or pg_get_userbyid(r) in ('anon', 'authenticated'))
    and (pg_get_expr(p.polqual, p.polrelid) = 'true'
      or pg_get_expr(p.polqual, p.polrelid) = format('(bucket_id = %L::text)', b.id))) who
where b.public and who.role is not null
union all
select case r.role when 'anon' then '0026' else '0027' end, format('pg_graphql_%s_table_exposed', r.role), 'WARN',
  format('%s.%s can be found by %s through GraphQL', n.nspname, c.relname, r.role),
  json_build_object('schema', n.nspname, 'name', c.relname)
from pg_class c join pg_namespace n on n.oid = c.relnamespace, (values ('anon'), ('authenticated')) r(role)
where exists (select from pg_extension e where e.extname = 'pg_graphql') and n.nspname = 'public'
  and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_any_column_privilege(r.role, c.oid, 'select')
union all
select case r.role when 'anon' then '0028' else '0029' end, format('%s_security_definer_function_executable', r.role), 'WARN',
  format('%s.%s(%s) runs with the rights of its owner, and %s may call it', n.nspname, p.proname,
    pg_get_function_identity_arguments(p.oid), r.role),
  json_build_object('schema', n.nspname, 'name', format('%s(%s)', p.proname, pg_get_function_identity_arguments(p.oid)))
from pg_proc p join pg_namespace n on n.oid = p.pronamespace, (values ('anon'), ('authenticated')) r(role)
where p.prosecdef and n.nspname = 'public' and has_function_privilege(r.role, p.oid, 'execute')
  and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
  and not exists (select from pg_depend e where e.objid = p.oid and e.deptype = 'e')
order by 1, 4`;
