import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import type { Catalogue } from './catalogue/schema.ts';
import { textArray } from './sql.ts';
import type { AccessObject } from './types.ts';

const row = z.object({ name: z.string(), kind: z.enum(['sequence', 'schema']), trait: z.string() });

/**
 * Rights over what no table has: sequences of their own, and making things in a schema, where a function or a table may
 * be put before the real one. Read and not tried. What gives nobody anything is no object.
 */
export async function readLooseRights(
  session: Session,
  { relations, routines }: Catalogue,
  roles: readonly string[],
): Promise<readonly AccessObject[]> {
  const schemas = [...new Set([...relations, ...routines].map(({ schema }) => schema))];
  if (schemas.length === 0 || roles.length === 0) return [];
  const found = z.array(row).parse(
    await session.query(`
      with asked as (select r.rolname as role from pg_catalog.pg_roles r
        where r.rolname = any (${textArray([...new Set(roles)])}) and not r.rolsuper),
      ours as (select oid, nspname from pg_catalog.pg_namespace n
        where n.nspname = any (${textArray(schemas)}) and n.nspname not in ('auth', 'storage'))
      select format('sequence %s.%s', n.nspname, s.relname) as name, 'sequence' as kind,
          format('%s by %s', v.words, a.role) as trait
        from pg_catalog.pg_class s join ours n on n.oid = s.relnamespace, asked a,
          (values ('usage', 'counted on'), ('select', 'read'), ('update', 'set')) v("right", words)
        where s.relkind = 'S' and pg_catalog.has_sequence_privilege(a.role, s.oid, v."right")
          and pg_catalog.has_schema_privilege(a.role, n.oid, 'usage')
          and not exists (select from pg_catalog.pg_depend d
            where d.classid = 'pg_catalog.pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i'))
      union all
      select format('schema %s', n.nspname), 'schema', format('made in by %s', a.role)
        from ours n, asked a where pg_catalog.has_schema_privilege(a.role, n.oid, 'create')
      order by 1, 3`),
  );
  return [...Map.groupBy(found, ({ name }) => name)].map(([name, of]) => ({
    name,
    kind: of[0]?.kind ?? 'sequence',
    traits: of.map(({ trait }) => trait).toSorted(),
  }));
}
