import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import type { Relation } from './catalogue/schema.ts';
import type { Allowed, Columns } from './probe/subject.ts';
import { literal, textArray } from './sql.ts';

const row = z.object({
  oid: z.coerce.number(),
  role: z.string(),
  verb: z.enum(['select', 'insert', 'update']),
  whole: z.boolean(),
  columns: z.array(z.string()),
});

/** What roles may name of relations, by `role oid`. It says which statements are worth trying, not what is allowed. */
export async function readPrivileges(
  session: Session,
  relations: readonly Relation[],
  roles: readonly string[],
): Promise<(role: string, relation: Relation) => Allowed> {
  if (relations.length === 0 || roles.length === 0) return () => nothing;
  const oids = relations.map(({ oid }) => String(oid));
  const found = z.array(row).parse(
    await session.query(`select c.oid, r.role, v.verb, has_table_privilege(r.role, c.oid, v.verb) as whole,
      case when has_table_privilege(r.role, c.oid, v.verb) then '{}' else array(
        select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege(r.role, c.oid, a.attnum, v.verb) order by a.attnum) end as columns
      from pg_class c, unnest(${textArray([...new Set(roles)])}) r(role), (values ('select'), ('insert'), ('update')) v(verb)
      where c.oid = any (${literal(`{${oids.join(',')}}`)}::oid[])`),
  );
  const byKey = new Map(found.map((each) => [`${each.role} ${each.oid} ${each.verb}`, each]));
  const columns = (role: string, { oid }: Relation, verb: string): Columns => {
    const each = byKey.get(`${role} ${oid} ${verb}`);
    return each?.whole === true ? 'all' : (each?.columns ?? []);
  };
  return (role, relation) => ({
    select: columns(role, relation, 'select'),
    insert: columns(role, relation, 'insert'),
    update: columns(role, relation, 'update'),
  });
}

const nothing: Allowed = { select: [], insert: [], update: [] };
