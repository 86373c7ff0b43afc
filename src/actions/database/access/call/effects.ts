import { at } from '../probe/groups.ts';
import { isMarked, worldsFor } from '../probe/marked.ts';
import { otherRows, ownRows, type Subject } from '../probe/subject.ts';
import type { World } from '../fixture/world.ts';
import { qualified } from '../sql.ts';
import type { Persona } from '../types.ts';

/** The places in what `effectsSql` gives. */
export const effectAt = { ownChanged: 0, othersChanged: 1, ownAdded: 2, othersAdded: 3 } as const;

/**
 * After a call: how many of the persona's own rows and of others' no longer lie where they lay, since each was changed or
 * is gone; and how many rows are there that were not and speak of him, or of others.
 */
export function effectsSql(
  tables: readonly Subject[],
  persona: Persona,
  worlds: readonly World[],
  without: (text: string) => string,
): string | undefined {
  if (tables.length === 0) return undefined;
  const { own, others } = worldsFor(persona, worlds);
  const each = tables.map((subject) => {
    const [mine, theirs] = [ownRows(subject, persona), otherRows(subject, persona)];
    const from = qualified(subject.relation);
    const gone = (rows: typeof mine) =>
      rows.length === 0 ? '0' : `(${rows.length} - (select count(*) from ${from} where ${at(rows)}))`;
    const inside =
      subject.kind === 'bucket'
        ? ` and t.bucket_id = '${subject.object.replace(/^bucket /, '').replaceAll("'", "''")}'`
        : '';
    const added = (of: readonly World[]) =>
      of.length === 0
        ? '0'
        : `(select count(*) from ${from} t where not ${at(subject.rows)}${inside} and ${isMarked(without('t::text'), of, worlds)})`;
    return [gone(mine), gone(theirs), added(own), added(others)];
  });
  const sums = [0, 1, 2, 3].map((place) => each.map((counts) => counts[place] ?? '0').join(' + '));
  return `select jsonb_build_array(${sums.join(', ')})`;
}
