import { isOwnSchema } from '../../managed-schemas.ts';
import { ownRelations } from './relations.ts';
import type { CatalogueQuery } from './thing.ts';

/** Roles that every project has, and those that the platform makes and ends as it likes. */
const platformRoles = `'^(pg_|supabase_|cli_login)|^(anon|authenticated|service_role|authenticator|postgres|dashboard_user|pgbouncer|pgsodium_.*)$'`;

/** What no schema holds, and comparisons of schemas therefore miss. */
export const rolesAndRows: readonly CatalogueQuery[] = [
  {
    of: 'roles',
    sql: `select 'role' as kind, rolname as name, null as parent, w.words as state,
        format('create role %I %s;', rolname, w.words) as make, format('drop role %I;', rolname) as unmake,
        format('alter role %I %s;', rolname, w.words) as alter
      from pg_roles cross join lateral (select concat_ws(' ',
        case when rolcanlogin then 'login' else 'nologin' end, case when rolsuper then 'superuser' else 'nosuperuser' end,
        case when rolinherit then 'inherit' else 'noinherit' end, case when rolcreaterole then 'createrole' else 'nocreaterole' end,
        case when rolcreatedb then 'createdb' else 'nocreatedb' end, case when rolbypassrls then 'bypassrls' else 'nobypassrls' end) as words) w
      where rolname !~ ${platformRoles}`,
  },
  {
    of: 'attributes of the roles of the API',
    sql: `select 'role attributes' as kind, rolname as name, null as parent, w.words as state,
        format('alter role %I %s;', rolname, w.words) as make, '' as unmake, format('alter role %I %s;', rolname, w.words) as alter
      from pg_roles cross join lateral (select concat_ws(' ',
        case when rolcanlogin then 'login' else 'nologin' end, case when rolsuper then 'superuser' else 'nosuperuser' end,
        case when rolbypassrls then 'bypassrls' else 'nobypassrls' end) as words) w
      where rolname in ('anon', 'authenticated', 'service_role')`,
  },
  {
    // Of the API's roles, whoever belongs to them; of others, only what is not the platform's own affair.
    of: 'memberships',
    sql: `select distinct 'membership' as kind, format('%I in %I', m.rolname, r.rolname) as name,
        case when m.rolname !~ ${platformRoles} then 'role ' || m.rolname when r.rolname !~ ${platformRoles} then 'role ' || r.rolname end as parent,
        '' as state, format('grant %I to %I;', r.rolname, m.rolname) as make, format('revoke %I from %I;', r.rolname, m.rolname) as unmake
      from pg_auth_members a join pg_roles r on r.oid = a.roleid join pg_roles m on m.oid = a.member
      where (m.rolname !~ ${platformRoles} or m.rolname in ('anon', 'authenticated', 'service_role')
        or r.rolname !~ ${platformRoles}) and not (m.rolname = 'postgres' and r.rolname !~ ${platformRoles})`,
  },
  {
    // What people call `app.settings.jwt_secret` is one: such values are compared and not told.
    of: 'settings of roles and databases',
    sql: `select 'setting' as kind, format('%s of %s', w.name, w.whose) as name,
        case when r.rolname !~ ${platformRoles} then 'role ' || r.rolname end as parent, case when w.hidden then 'a value that is not shown, ' || left(md5(w.value), 8) else w.value end as state,
        w.comment || format('alter %s set %I to %s;', w.whose, w.name, w.quoted) as make,
        format('alter %s reset %I;', w.whose, w.name) as unmake,
        w.comment || format('alter %s set %I to %s;', w.whose, w.name, w.quoted) as alter
      from pg_db_role_setting s left join pg_roles r on r.oid = s.setrole cross join lateral unnest(s.setconfig) one
      cross join lateral (select strpos(split_part(one, '=', 1), '.') > 0 as hidden) h
      cross join lateral (select h.hidden, case when h.hidden then '-- its value is not shown: ' else '' end as comment, split_part(one, '=', 1) as name, substr(one, strpos(one, '=') + 1) as value,
        case when split_part(one, '=', 1) in ('search_path', 'session_preload_libraries') then substr(one, strpos(one, '=') + 1)
          when h.hidden then '''…'''
          else quote_literal(substr(one, strpos(one, '=') + 1)) end as quoted,
        case when s.setrole = 0 then format('database %I', current_database())
          else format('role %s', coalesce(quote_ident(r.rolname), 'all')) ||
            case when s.setdatabase = 0 then '' else format(' in database %I', current_database()) end end as whose) w
      where (s.setdatabase = 0 or s.setdatabase = (select oid from pg_database where datname = current_database()))
        and coalesce(r.rolname, '') !~ '^(supabase_|pg_|cli_login|pgbouncer|dashboard_user)'
        and not (r.rolname = 'authenticator' and w.name = 'session_preload_libraries')`,
  },
  {
    of: 'comments',
    sql: `select 'comment' as kind, on_what as name, parent, description as state, false as within,
        format('comment on %s is %L;', on_what, description) as make, format('comment on %s is null;', on_what) as unmake,
        format('comment on %s is %L;', on_what, description) as alter
      from (
        select case when d.objsubid = 0 then k.word || r.id else format('column %s.%I', r.id, a.attname) end as on_what,
          case when d.objsubid = 0 then k.word || r.id when r.relkind in ('r', 'p') then format('column %s.%I', r.id, a.attname)
            else k.word || r.id end as parent, d.description
        from (${ownRelations}) r join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = r.oid
        left join pg_attribute a on a.attrelid = r.oid and a.attnum = d.objsubid and d.objsubid > 0
        cross join lateral (select case r.relkind when 'v' then 'view ' when 'm' then 'materialized view ' when 'S' then 'sequence '
          when 'i' then 'index ' when 'I' then 'index ' when 'c' then 'type ' else 'table ' end as word) k
        union all
        select p.oid_name, p.oid_name, d.description
        from (select f.oid, case f.prokind when 'p' then 'procedure ' else 'function ' end ||
            format('%I.%I(%s)', n.nspname, f.proname, pg_get_function_identity_arguments(f.oid)) as oid_name
          from pg_proc f join pg_namespace n on n.oid = f.pronamespace where ${isOwnSchema('n.nspname')}) p
        join pg_description d on d.classoid = 'pg_proc'::regclass and d.objoid = p.oid
      ) c`,
  },
  {
    // Read as JSON: which columns there are depends on the version of Supabase's storage.
    of: 'storage buckets',
    needs: 'storage.buckets',
    sql: `select 'bucket' as kind, w.id as name, null as parent, w.state,
        format('insert into storage.buckets (id, name, public, file_size_limit, allowed_mime_types) values (%L, %L, %s, %s, %s);',
          w.id, w.name, w.public, w.size, w.types) as make,
        format(E'-- through the Storage API where there are objects in it\\nbegin; set local storage.allow_delete_query = ''true''; delete from storage.buckets where id = %L; commit;', w.id) as unmake,
        format('update storage.buckets set name = %L, public = %s, file_size_limit = %s, allowed_mime_types = %s where id = %L;',
          w.name, w.public, w.size, w.types, w.id) as alter
      from storage.buckets b cross join lateral (select b.id, b.name, coalesce(b.public, false)::text as public,
        coalesce(to_jsonb(b) ->> 'file_size_limit', 'null') as size,
        case when jsonb_typeof(to_jsonb(b) -> 'allowed_mime_types') = 'array' then (
          select format('array[%s]::text[]', string_agg(quote_literal(one), ', '))
          from jsonb_array_elements_text(to_jsonb(b) -> 'allowed_mime_types') one) else 'null' end as types,
        format('name %s, public %s, limit %s, types %s', b.name, coalesce(b.public, false)::text,
          coalesce(to_jsonb(b) ->> 'file_size_limit', 'none'), coalesce(to_jsonb(b) ->> 'allowed_mime_types', 'any')) as state) w`,
  },
  {
    of: 'cron jobs',
    needs: 'cron.job',
    sql: `select 'cron job' as kind, coalesce(jobname, command) as name, null as parent,
        format('%s %s%s', schedule, command, case when active then '' else ' (off)' end) as state,
        format('select cron.schedule(%L, %L, %L);', coalesce(jobname, command), schedule, command) as make,
        format('select cron.unschedule(%L);', coalesce(jobname, command)) as unmake
      from cron.job`,
  },
];
