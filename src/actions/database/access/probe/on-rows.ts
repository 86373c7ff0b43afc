import { identifier, list, literal, qualified } from '../sql.ts';
import type { AccessRows } from '../types.ts';
import { attemptOf, isSpared, type Attempt, type Made } from './attempt.ts';
import { at, counted, countedOf, groupsOf, left, naming, only, type Group } from './groups.ts';
import { insertable } from './inserts.ts';
import { ownRows, otherRows, type Asking, type LyingRow, type Subject } from './subject.ts';

/** All that a persona might do to the rows of a table or a bucket. */
export function attemptsOn(subject: Subject, asking: Asking): readonly Attempt[] {
  const made = [
    ...selects(subject, asking),
    ...inserts(subject, asking),
    ...updates(subject, asking),
    ...deletes(subject, asking),
  ];
  // Nobody's work waits for a change of every row of a large table, though it is rolled back.
  const tried = isSpared(subject.relation, asking) ? made.filter(({ way }) => way !== 'blind') : made;
  return tried.map((each) => attemptOf(subject, asking, each));
}

function selects(subject: Subject, asking: Asking): readonly Made[] {
  const groups = groupsOf(subject, asking);
  return groups.length === 0 ? [] : groupedReads(subject, asking, groups);
}

function groupedReads(subject: Subject, asking: Asking, groups: readonly Group[]): readonly Made[] {
  const { select } = asking.allowed;
  const made = (of: readonly Group[]): Made => {
    const group = { rows: of[0]?.rows ?? 'any', of: of.flatMap((each) => each.of) };
    const { condition, which, before } = naming(subject, asking, group);
    return {
      verb: 'select',
      way: 'plain',
      counted: counted(of),
      counts: 'seen',
      sql: `select coalesce(jsonb_agg(${which}), '[]') from ${qualified(subject.relation)} where ${condition}`,
      ...(before === undefined ? {} : { before }),
      ...only(select),
    };
  };
  // What stands in the rows does not tell whose they are: each kind is asked for by itself.
  return select === 'all' || select.length === 0 ? [made(groups)] : groups.map((group) => made([group]));
}

/** Each row that we made is taken away and inserted again, by the persona: no key stands in the way. */
function inserts(subject: Subject, asking: Asking): readonly Made[] {
  const { relation } = subject;
  const { insert } = asking.allowed;
  const usable = relation.columns.filter(
    ({ name, computed }) => !computed && (insert === 'all' || insert.length === 0 || insert.includes(name)),
  );
  const nameless =
    subject.owned && subject.owners.length > 0 && !usable.some(({ name }) => subject.owners.includes(name));
  return (
    groupsOf(subject, asking)
      // Who cannot name the owner inserts for himself alone.
      .filter(({ rows }) => rows !== 'other' || !nameless)
      .flatMap((group) =>
        insertable(subject, asking, group.of).map((row): Made => {
          const values = usable.map(({ name }) =>
            literal(row.values[relation.columns.findIndex((each) => each.name === name)] ?? null),
          );
          return {
            verb: 'insert',
            way: 'plain',
            counted: [countedOf(group, [row])],
            counts: 'done',
            before: makeRoom(`delete from ${qualified(relation)} where ${at([row])}`, asking),
            sql: `insert into ${qualified(relation)} (${list(usable.map(({ name }) => name))}) values (${values.join(', ')})`,
            ...only(insert),
          };
        }),
      )
  );
}

function makeRoom(sql: string, { scratch }: Asking): string {
  if (!scratch) return sql;
  return [replicating('replica'), sql, replicating('origin')].join('; ');
}

function replicating(as: 'replica' | 'origin'): string {
  return `select set_config('session_replication_role', '${as}', true)`;
}

function updates(subject: Subject, asking: Asking): readonly Made[] {
  const { relation, owners } = subject;
  const groups = groupsOf(subject, asking);
  const { update } = asking.allowed;
  const free = update === 'all' || update.length === 0 ? undefined : update;
  const column = harmless(subject, free);
  const row = subject.rows.find(({ planted }) => planted) ?? subject.rows[0];
  if (groups.length === 0 || column === undefined || row === undefined) return [];
  const plain = setting(subject, [column], row);
  const made = changes(subject, asking, `update ${qualified(relation)} set ${plain}`, groups, 'update');
  const own = ownRows(subject, asking.persona);
  const movable = owners.filter((name) => free === undefined || free.includes(name));
  if (own.length === 0 || movable.length === 0) return made.map((each) => ({ ...each, ...only(update) }));
  const others = otherRows(subject, asking.persona);
  const moved = (to: readonly LyingRow[], rows: AccessRows, of: readonly LyingRow[]): readonly Made[] => {
    const [model] = to.filter(({ planted }) => planted);
    if (model === undefined || of.length === 0) return [];
    const sql = `update ${qualified(relation)} set ${setting(subject, movable, model)}`;
    return changes(subject, asking, sql, [{ rows, of }], 'update');
  };
  return [...made, ...moved(others, 'given', own), ...moved(own, 'taken', others)].map((each) => ({
    ...each,
    ...only(update),
  }));
}

/** Once without a WHERE, and once for each group with one. */
function changes(
  subject: Subject,
  asking: Asking,
  sql: string,
  groups: readonly Group[],
  verb: 'update' | 'delete',
): readonly Made[] {
  return [
    blindChange(subject, sql, groups, verb),
    ...groups.map((group) => changeOf(subject, asking, sql, group, verb)),
  ];
}

export function blindChange(subject: Subject, sql: string, groups: readonly Group[], verb: 'update' | 'delete'): Made {
  return { verb, way: 'blind', counted: counted(groups), counts: 'left', sql, after: left(subject, groups) };
}

export function changeOf(subject: Subject, asking: Asking, sql: string, group: Group, verb: 'update' | 'delete'): Made {
  const { condition, before } = naming(subject, asking, group);
  return {
    verb,
    way: 'where',
    counted: counted([group]),
    counts: 'left',
    sql: `${sql} where ${condition}`,
    after: left(subject, [group]),
    ...(before === undefined ? {} : { before }),
  };
}

function deletes(subject: Subject, asking: Asking): readonly Made[] {
  const groups = groupsOf(subject, asking);
  return groups.length === 0
    ? []
    : changes(subject, asking, `delete from ${qualified(subject.relation)}`, groups, 'delete');
}

function setting({ relation }: Subject, names: readonly string[], row: LyingRow): string {
  const valueOf = (name: string) => row.values[relation.columns.findIndex((each) => each.name === name)] ?? null;
  return names.map((name) => `${identifier(name)} = ${literal(valueOf(name))}`).join(', ');
}

/** A column that may have the same value in all rows. */
export function harmless(
  { relation, owners, guarded = [] }: Subject,
  free: readonly string[] | undefined,
): string | undefined {
  const inKeys = new Set([...relation.unique.flat(), ...relation.references.flatMap(({ columns }) => columns)]);
  const checked = new Set(relation.checks.flatMap(({ columns }) => columns));
  const asked = new Set(relation.policies.flatMap(({ asks }) => asks.map(({ column }) => column)));
  const cost = (name: string) =>
    Number(inKeys.has(name)) * 4 +
    Number(owners.includes(name)) * 4 +
    Number(checked.has(name)) * 2 +
    Number(asked.has(name)) * 3 +
    Number(guarded.includes(name)) * 3;
  return relation.columns
    .filter(({ name, computed }) => !computed && (free === undefined || free.includes(name)))
    .map(({ name }, index) => ({ name, cost: cost(name), index }))
    .toSorted((a, b) => a.cost - b.cost || b.index - a.index)[0]?.name;
}
