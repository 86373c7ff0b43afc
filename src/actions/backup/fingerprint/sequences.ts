import type { Session } from '../../../services/postgres/session.ts';
import { isOwnSchema } from '../../database/managed-schemas.ts';

/** Where each sequence stands, as one number that grows with it: twice its last value, and one more once that was given out. */
export async function readSequences(session: Session): Promise<ReadonlyMap<string, string>> {
  const found = await session.query(`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'S' and ${isOwnSchema('n.nspname')} and has_table_privilege(c.oid, 'select') order by 1`);
  const names = found.map(({ name }) => String(name));
  if (names.length === 0) return new Map();
  const each = names.map(
    (name) => `select '${name.replaceAll("'", "''")}' as name,
    (last_value::numeric * 2 + is_called::int)::text as place from ${name}`,
  );
  const places = await session.query(each.join(' union all '));
  return new Map(places.map(({ name, place }) => [String(name), String(place)]));
}
