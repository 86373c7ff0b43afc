import type { AccessRows, AccessVerb, AccessWay } from '../types.ts';
import { identifier, list, literal, places, qualified } from '../sql.ts';
import type { Probe } from './server.ts';
import { otherRows, ownRows, settingsOf, type Asking, type Columns, type LyingRow, type Subject } from './subject.ts';

/** A probe, and what its counts mean. */
export interface Attempt {
  readonly object: string;
  readonly persona: string;
  readonly verb: AccessVerb;
  readonly way: AccessWay;
  readonly probe: Probe;
  /** Whose rows were counted, in the order of the counts, and how many there are of them. */
  readonly counted: readonly { readonly rows: AccessRows; readonly size: number }[];
  /** `seen`: the counts are rows that were reached; `left`: rows that were not; `done`: it went through, or not. */
  readonly counts: 'seen' | 'left' | 'done';
  readonly columns?: readonly string[];
}

type Made = Pick<Attempt, 'verb' | 'way' | 'counted' | 'counts' | 'columns'> & Pick<Probe, 'sql' | 'before' | 'after'>;

/** All that a persona might do to the rows of a table or a bucket. */
export function attemptsOn(subject: Subject, asking: Asking): readonly Attempt[] {
  const { persona } = asking;
  const made = [
    ...selects(subject, asking),
    ...inserts(subject, asking),
    ...updates(subject, asking),
    ...deletes(subject, asking),
  ];
  // Nobody's work waits for a change of every row of a large table, though it is rolled back.
  const tried = isSpared(subject.relation, asking) ? made.filter(({ way }) => way !== 'blind') : made;
  return tried.map(({ sql, before, after, ...attempt }) => ({
    ...attempt,
    object: subject.object,
    persona: persona.name,
    probe: {
      role: persona.role,
      set: settingsOf(persona),
      sql,
      reads: attempt.counts === 'seen',
      ...(before === undefined ? {} : { before }),
      ...(after === undefined ? {} : { after }),
    },
  }));
}

export function isSpared({ large }: Pick<Subject['relation'], 'large'>, { scratch }: Pick<Asking, 'scratch'>): boolean {
  return large && !scratch;
}

interface Group {
  readonly rows: AccessRows;
  readonly of: readonly LyingRow[];
}

function groupsOf(subject: Subject, { persona }: Asking): readonly Group[] {
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

const sizes = (groups: readonly Group[]) => groups.map(({ rows, of }) => ({ rows, size: of.length }));
const at = (rows: readonly LyingRow[]) => `ctid = any (${places(rows.map(({ ctid }) => ctid))})`;
const only = (columns: Columns) => (columns === 'all' || columns.length === 0 ? {} : { columns });

function selects(subject: Subject, asking: Asking): readonly Made[] {
  const groups = groupsOf(subject, asking);
  if (groups.length === 0) return [];
  const named = groups.map((group) => naming(subject, asking, group));
  const counts = named.map(({ condition }) => `count(*) filter (where ${condition})`).join(', ');
  const condition = named.map((each) => each.condition).join(' or ');
  const before = named.flatMap((each) => each.before ?? []).join('; ');
  return [
    {
      verb: 'select',
      way: 'plain',
      counted: sizes(groups),
      counts: 'seen',
      sql: `select jsonb_build_array(${counts}) from ${qualified(subject.relation)} where ${condition}`,
      ...(before === '' ? {} : { before }),
      ...only(asking.allowed.select),
    },
  ];
}

/** Rows by their place; where the persona may read some columns alone, by what stands in these. */
function naming({ relation }: Subject, { allowed: { select } }: Asking, { rows, of }: Group) {
  if (select === 'all' || select.length === 0) return { condition: at(of) };
  const keys = relation.primaryKey.length > 0 && relation.primaryKey.every((key) => select.includes(key));
  const text = `row(${list(keys ? relation.primaryKey : select)})::text`;
  const setting = `prestage.${rows}`;
  return {
    condition: `${text} = any (current_setting('${setting}')::text[])`,
    before: `select set_config('${setting}', (select array_agg(${text})::text from ${qualified(relation)} where ${at(of)}), true)`,
  };
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
      .flatMap(({ rows, of }) =>
        sample(of).map((row): Made => {
          const values = usable.map(({ name }) =>
            literal(row.values[relation.columns.findIndex((each) => each.name === name)] ?? null),
          );
          return {
            verb: 'insert',
            way: 'plain',
            counted: [{ rows, size: 1 }],
            counts: 'done',
            before: makeRoom(`delete from ${qualified(relation)} where ${at([row])}`, asking),
            sql: `insert into ${qualified(relation)} (${list(usable.map(({ name }) => name))}) values (${values.join(', ')})`,
            ...only(insert),
          };
        }),
      )
  );
}

/** Of one owner, all that were made: they differ in the words that policies look at. */
function sample(rows: readonly LyingRow[]): readonly LyingRow[] {
  const planted = rows.filter((row) => row.planted);
  const first = planted[0]?.owner;
  return planted.filter(({ owner }) => owner === first).slice(0, 6);
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
  const blind: Made = { verb, way: 'blind', counted: sizes(groups), counts: 'left', sql, after: left(subject, groups) };
  const where = groups.map((group): Made => {
    const { condition, before } = naming(subject, asking, group);
    return {
      verb,
      way: 'where',
      counted: sizes([group]),
      counts: 'left',
      sql: `${sql} where ${condition}`,
      after: left(subject, [group]),
      ...(before === undefined ? {} : { before }),
    };
  });
  return [blind, ...where];
}

/** How many of the rows still lie where they lay. */
function left({ relation }: Subject, groups: readonly Group[]): string {
  const counts = groups.map(({ of }) => `(select count(*) from ${qualified(relation)} where ${at(of)})`);
  return `select jsonb_build_array(${counts.join(', ')})`;
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
function harmless({ relation, owners }: Subject, free: readonly string[] | undefined): string | undefined {
  const inKeys = new Set([...relation.unique.flat(), ...relation.references.flatMap(({ columns }) => columns)]);
  const checked = new Set(relation.checks.flatMap(({ columns }) => columns));
  const cost = (name: string) =>
    Number(inKeys.has(name)) * 4 + Number(owners.includes(name)) * 4 + Number(checked.has(name)) * 2;
  return relation.columns
    .filter(({ name, computed }) => !computed && (free === undefined || free.includes(name)))
    .map(({ name }, index) => ({ name, cost: cost(name), index }))
    .toSorted((a, b) => a.cost - b.cost || b.index - a.index)[0]?.name;
}
