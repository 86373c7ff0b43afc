import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import { fullName, type Relation } from './catalogue/schema.ts';
import { literal, textArray } from './sql.ts';
import type { AccessObject } from './types.ts';

const row = z.object({ oid: z.coerce.number(), trait: z.string() });

/**
 * Rights that no policy has a say in, as traits of their tables: to empty it, to ask by a foreign key what is in it, to
 * put a trigger on it, to set its sequence back. They are read and not tried: a TRUNCATE locks the table for all. Who goes
 * round every policy and may delete is given nothing new by them.
 */
export async function readRightsBeyondRows(
  session: Session,
  relations: readonly Relation[],
  roles: readonly string[],
): Promise<(object: AccessObject) => AccessObject> {
  const tables = relations.filter(({ kind }) => kind === 'r' || kind === 'p');
  if (tables.length === 0 || roles.length === 0) return (object) => object;
  const oids = `${literal(`{${tables.map(({ oid }) => oid).join(',')}}`)}::oid[]`;
  const found = z.array(row).parse(
    await session.query(`
      with asked as (select a.role, t.oid from unnest(${textArray([...new Set(roles)])}) a(role)
        join pg_catalog.pg_roles r on r.rolname = a.role, unnest(${oids}) t(oid)
        where not ((r.rolbypassrls or r.rolsuper) and pg_catalog.has_table_privilege(a.role, t.oid, 'delete')))
      select a.oid, format('%s by %s', r.right, a.role) as trait
        from asked a, (values ('TRUNCATE'), ('REFERENCES'), ('TRIGGER')) r("right")
        where pg_catalog.has_table_privilege(a.role, a.oid, r.right)
      union all
      select a.oid, format('sequence %s set by %s', s.relname, a.role)
        from pg_catalog.pg_class s join pg_catalog.pg_depend d
          on d.classid = 'pg_catalog.pg_class'::regclass and d.objid = s.oid and d.deptype in ('a', 'i')
          join asked a on a.oid = d.refobjid
        where s.relkind = 'S' and pg_catalog.has_sequence_privilege(a.role, s.oid, 'update')`),
  );
  const traits = new Map(tables.map(({ oid, ...each }) => [fullName(each), traitsOf(found, oid)]));
  return (object) => ({ ...object, traits: [...object.traits, ...(traits.get(object.name) ?? [])].toSorted() });
}

function traitsOf(found: readonly z.infer<typeof row>[], oid: number): readonly string[] {
  return found.filter((each) => each.oid === oid).map(({ trait }) => trait);
}
