import { isOwnSchema } from '../../managed-schemas.ts';
import { ownRelations } from './relations.ts';
import { isNoMember, type CatalogueQuery } from './thing.ts';

interface Guarded {
  readonly of: string;
  /** Rows of `id` (its quoted name), `on` (as GRANT has it), `parent`, `owner`, `acl`, and `part`: columns in brackets, or nothing. */
  readonly from: string;
}

/**
 * What each role other than the owner may do, one thing a role. MAINTAIN is left out: a Postgres before 17 has no word for
 * it, and the shadow may be one.
 */
function privilegesOn({ of, from }: Guarded): CatalogueQuery {
  return {
    of,
    sql: `select 'privileges' as kind, format('on %s to %s', on_what || part, grantee) as name, parent,
        string_agg(privilege || case when is_grantable then ' with grant option' else '' end, ', ' order by privilege) as state,
        concat_ws(E'\\n',
          'grant ' || string_agg(privilege || part, ', ' order by privilege) filter (where not is_grantable)
            || format(' on %s to %s;', on_what, grantee),
          'grant ' || string_agg(privilege || part, ', ' order by privilege) filter (where is_grantable)
            || format(' on %s to %s with grant option;', on_what, grantee)) as make,
        format('revoke all%s on %s from %s;', part, on_what, grantee) as unmake
      from (
        select distinct g.on_what, g.part, g.parent, lower(x.privilege_type) as privilege, x.is_grantable,
          case x.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end as grantee
        from (${from}) g cross join lateral aclexplode(g.acl) x
        where x.grantee <> g.owner and x.privilege_type <> 'MAINTAIN'
      ) p group by on_what, part, parent, grantee`,
  };
}

export const privileges: readonly CatalogueQuery[] = [
  privilegesOn({
    of: 'privileges on relations',
    from: `select case relkind when 'S' then 'sequence ' else 'table ' end || id as on_what, '' as part,
        case relkind when 'S' then 'sequence ' when 'v' then 'view ' when 'm' then 'materialized view ' else 'table ' end || id as parent,
        relowner as owner, coalesce(relacl, acldefault(case relkind when 'S' then 's' else 'r' end::"char", relowner)) as acl
      from (${ownRelations}) r where relkind in ('r', 'p', 'v', 'm', 'S', 'f')`,
  }),
  privilegesOn({
    of: 'privileges on columns',
    from: `select 'table ' || r.id as on_what, format(' (%I)', a.attname) as part,
        format('column %s.%I', r.id, a.attname) as parent, r.relowner as owner, a.attacl as acl
      from (${ownRelations}) r join pg_attribute a on a.attrelid = r.oid where a.attacl is not null and not a.attisdropped`,
  }),
  privilegesOn({
    of: 'privileges on functions',
    from: `select w.word || f.id as on_what, '' as part, w.word || f.id as parent, p.proowner as owner,
        coalesce(p.proacl, acldefault('f', p.proowner)) as acl
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      cross join lateral (select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as id) f
      cross join lateral (select case p.prokind when 'p' then 'procedure ' else 'function ' end as word) w
      where ${isOwnSchema('n.nspname')} and ${isNoMember('p.oid', 'pg_proc')}`,
  }),
  privilegesOn({
    of: 'privileges on schemas',
    from: `select 'schema ' || quote_ident(nspname) as on_what, '' as part, 'schema ' || nspname as parent,
        nspowner as owner, coalesce(nspacl, acldefault('n', nspowner)) as acl
      from pg_namespace where ${isOwnSchema('nspname')}`,
  }),
  {
    // Without an entry of its own, a role has Postgres's defaults: an entry may also take those away.
    of: 'default privileges',
    sql: `select 'default privileges' as kind, format('of %s to %s', scope, grantee) as name, null as parent,
        string_agg(privilege, ', ' order by privilege) as state,
        format('alter default privileges for role %s grant %s on %s to %s;', head, string_agg(privilege, ', ' order by privilege), objects, grantee) as make,
        format('alter default privileges for role %s revoke all on %s from %s;', head, objects, grantee) as unmake
      from (
        select distinct format('%s for role %s', d.objects, d.head) as scope, d.head, d.objects, lower(x.privilege_type) as privilege,
          case x.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(x.grantee)) end as grantee
        from (
          select r.oid as owner, quote_ident(r.rolname) as head, k.objects,
            coalesce((select defaclacl from pg_default_acl where defaclrole = r.oid and defaclnamespace = 0 and defaclobjtype = k.type),
              acldefault(case k.type when 'S' then 's' else k.type end, r.oid)) as acl
          from pg_roles r cross join (values ('r'::"char", 'tables'), ('S', 'sequences'), ('f', 'functions')) k (type, objects)
          where r.rolname = 'postgres'
          union all
          select a.defaclrole, format('%I in schema %I', pg_get_userbyid(a.defaclrole), n.nspname),
            case a.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions' else 'types' end, a.defaclacl
          from pg_default_acl a join pg_namespace n on n.oid = a.defaclnamespace
          where ${isOwnSchema('n.nspname')} and pg_get_userbyid(a.defaclrole) !~ '^(supabase_|pg_)'
        ) d cross join lateral aclexplode(d.acl) x
        where x.grantee <> d.owner and x.privilege_type <> 'MAINTAIN'
      ) p group by scope, head, objects, grantee`,
  },
  {
    of: 'owners',
    sql: `select 'owner' as kind, word || id as name, word || id as parent, quote_ident(pg_get_userbyid(relowner)) as state,
        '' as make, '' as unmake, format('alter %s%s owner to %I;', word, id, pg_get_userbyid(relowner)) as alter, true as within
      from (${ownRelations}) r
      cross join lateral (select case relkind when 'v' then 'view ' when 'm' then 'materialized view ' else 'table ' end as word) w
      where relkind in ('r', 'p', 'v', 'm')`,
  },
  {
    of: 'owners of functions',
    sql: `select 'owner' as kind, w.word || f.id as name, w.word || f.id as parent, quote_ident(pg_get_userbyid(p.proowner)) as state,
        '' as make, '' as unmake, format('alter %s%s owner to %I;', w.word, f.id, pg_get_userbyid(p.proowner)) as alter, true as within
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      cross join lateral (select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as id) f
      cross join lateral (select case p.prokind when 'p' then 'procedure ' else 'function ' end as word) w
      where p.prokind in ('f', 'p', 'w') and ${isOwnSchema('n.nspname')} and ${isNoMember('p.oid', 'pg_proc')}`,
  },
];
