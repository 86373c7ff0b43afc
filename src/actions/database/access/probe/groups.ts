import { list, places, qualified } from '../sql.ts';
import type { AccessRows } from '../types.ts';
import type { Counted } from './attempt.ts';
import { otherRows, ownRows, type Asking, type Columns, type LyingRow, type Subject } from './subject.ts';

export interface Group {
  readonly rows: AccessRows;
  readonly of: readonly LyingRow[];
}

export function groupsOf(subject: Subject, { persona }: Pick<Asking, 'persona'>): readonly Group[] {
  const own = ownRows(subject, persona);
  const other = otherRows(subject, persona);
  const groups: Group[] = subject.owned
    ? [
        { rows: 'own', of: own },
        { rows: 'other', of: other },
      ]
    : [{ rows: 'any', of: other }];
  return groups.filter(({ of }) => of.length > 0);
}

export const counted = (groups: readonly Group[]): readonly Counted[] =>
  groups.map((group) => countedOf(group, group.of));

/** Some rows of a group. */
export function countedOf(group: Group, of: readonly LyingRow[]): Counted {
  const home = group.of.find(({ planted }) => planted)?.of;
  return { rows: group.rows, size: of.length, of, ...(home === undefined ? {} : { home }) };
}

const ctids = (rows: readonly LyingRow[]) => places(rows.map(({ ctid }) => ctid));
export const at = (rows: readonly LyingRow[]): string => `ctid = any (${ctids(rows)})`;
export const only = (columns: Columns): { readonly columns?: readonly string[] } =>
  columns === 'all' || columns.length === 0 ? {} : { columns };

/** Rows by their place; where the persona may read some columns alone, by what stands in these. */
export function naming({ relation }: Subject, { allowed: { select } }: Asking, { rows, of }: Group) {
  if (select === 'all' || select.length === 0) return { condition: at(of), which: 'ctid' };
  const keys = relation.primaryKey.length > 0 && relation.primaryKey.every((key) => select.includes(key));
  const text = `row(${list(keys ? relation.primaryKey : select)})::text`;
  const setting = `current_setting('prestage.${rows}')::text[]`;
  return {
    condition: `${text} = any (${setting})`,
    which: `array_position(${setting}, ${text})`,
    before: `select set_config('prestage.${rows}', (select array_agg(${text} order by array_position(${ctids(of)}, ctid))::text
      from ${qualified(relation)} where ${at(of)}), true)`,
  };
}

/** Which of the rows still lie where they lay. */
export function left({ relation }: Pick<Subject, 'relation'>, groups: readonly Group[]): string {
  return `select coalesce(jsonb_agg(ctid), '[]') from ${qualified(relation)} where ${at(groups.flatMap(({ of }) => of))}`;
}
