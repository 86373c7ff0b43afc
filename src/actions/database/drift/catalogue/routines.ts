import { isOwnSchema } from '../../managed-schemas.ts';
import { isNoMember, withoutDefaults, type CatalogueQuery } from './thing.ts';

export const routines: readonly CatalogueQuery[] = [
  {
    of: 'functions',
    sql: `select case p.prokind when 'p' then 'procedure' else 'function' end as kind, f.id as name,
        'schema ' || n.nspname as parent, pg_get_functiondef(p.oid) as state, pg_get_functiondef(p.oid) || ';' || ${withoutDefaults('routine', 'f.id')} as make,
        format('drop %s %s;', case p.prokind when 'p' then 'procedure' else 'function' end, f.id) as unmake,
        pg_get_functiondef(p.oid) || ';' as alter
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
      cross join lateral (select format('%I.%I(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as id) f
      where p.prokind in ('f', 'p', 'w') and ${isOwnSchema('n.nspname')} and ${isNoMember('p.oid', 'pg_proc')} order by p.oid`,
  },
];
