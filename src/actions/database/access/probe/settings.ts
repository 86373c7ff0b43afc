import { fullName, type Column } from '../catalogue/schema.ts';
import { another } from '../fixture/values.ts';
import type { Choice } from '../fixture/variants/choices.ts';
import { identifier, literal, qualified } from '../sql.ts';
import { attemptOf, isSpared, type Attempt } from './attempt.ts';
import { countedOf, groupsOf, only, type Group } from './groups.ts';
import { blindChange, changeOf } from './on-rows.ts';
import type { Asking, LyingRow, Subject } from './subject.ts';

/** What a column may be set to, by the name of the table and its own. */
export type ChoicesOf = (relation: Subject['relation'], column: string) => readonly Choice[];

const mostRows = 3;

/**
 * Each column by itself, where more than the grants may tell them apart: all of them where a trigger or a rule looks on,
 * else those that a policy asks, which may be refused one value and not another. Set to what does not stand there yet, on
 * rows that the persona can change at all.
 */
export function attemptsOnColumns(
  subject: Subject,
  asking: Asking,
  reached: (group: Group) => readonly LyingRow[],
  choicesOf: ChoicesOf,
): readonly Attempt[] {
  const { relation } = subject;
  const { update } = asking.allowed;
  const groups = groupsOf(subject, asking);
  return groups.flatMap((group) => {
    const rows = reached(group);
    if (rows.length === 0) return [];
    return columnsOf(subject, asking).flatMap((column) =>
      valuesFor(column, subject, choicesOf).flatMap(({ label, value }): readonly Attempt[] => {
        const sql = `update ${qualified(relation)} set ${identifier(column.name)} = ${literal(value ?? null)}`;
        const index = relation.columns.indexOf(column);
        const other = spread(rows.filter(({ values }) => values[index] !== (value ?? null)));
        const setting = { column: column.name, to: label, of: columnsFree(subject, asking) };
        const made = other.map((row) => {
          const change = changeOf(subject, asking, sql, { ...group, of: [row] }, 'update');
          const after = isSet(subject, row, column, value ?? null) ?? change.after;
          return {
            ...change,
            ...(after === undefined ? {} : { after }),
            counted: [countedOf(group, [row])],
            setting,
            ...only(update),
          };
        });
        const blind = { ...blindChange(subject, sql, groups, 'update'), setting, ...only(update) };
        const isBlind = group === groups[0] && !isSpared(relation, asking) && !isKey(subject, column.name);
        return [...made, ...(isBlind ? [blind] : [])].map((each) => attemptOf(subject, asking, each));
      }),
    );
  });
}

/** Of those that can be changed, some that differ. */
function spread(rows: readonly LyingRow[]): readonly LyingRow[] {
  const made = rows.filter((row) => row.planted);
  const planted = made.length > 0 ? made : rows;
  const step = Math.max(1, Math.floor(planted.length / mostRows));
  return planted.filter((_, index) => index % step === 0).slice(0, mostRows);
}

function columnsOf({ relation, owners, kind }: Subject, { allowed: { update }, bypasses }: Asking): readonly Column[] {
  if (kind === 'bucket') return [];
  const watched =
    relation.rules.length > 0 ||
    relation.triggerTexts.some((text) => !/ BEFORE (?!.*UPDATE)| AFTER (?!.*UPDATE)/.test(text.split(' ON ')[0] ?? ''));
  const asked = new Set(
    bypasses || !relation.rowSecurity
      ? []
      : relation.policies.flatMap(({ asks, using, check }) => [
          ...asks
            .filter(({ schema, table }) => `${schema}.${table}` === fullName(relation))
            .map(({ column }) => column),
          ...(`${using ?? ''}${check ?? ''}`.includes(`${relation.name}.*`)
            ? relation.columns.map(({ name }) => name)
            : []),
        ]),
  );
  return relation.columns.filter(
    ({ name, computed }) =>
      !computed &&
      !owners.includes(name) &&
      (update === 'all' || update.includes(name)) &&
      (watched || asked.has(name)),
  );
}

function columnsFree({ relation }: Subject, { allowed: { update } }: Asking): readonly string[] {
  return relation.columns
    .filter(({ name, computed }) => !computed && (update === 'all' || update.includes(name)))
    .map(({ name }) => name);
}

function isKey({ relation }: Subject, column: string): boolean {
  return relation.unique.flat().includes(column);
}

/** All that somebody asks for, and a word of each list; else one that is another. Not the hour that a trigger sets too. */
function valuesFor(column: Column, { relation }: Subject, choicesOf: ChoicesOf): readonly Choice[] {
  const choices = choicesOf(relation, column.name).filter(({ label, value }) => value !== undefined && label !== 'now');
  return choices.length > 0 ? choices : [{ label: 'another', value: another(column, relation) }];
}

/** A trigger may let the change through and set the column back: looked for by the row's key. */
function isSet({ relation }: Subject, row: LyingRow, column: Column, value: string | null): string | undefined {
  const { primaryKey } = relation;
  if (primaryKey.length === 0 || primaryKey.includes(column.name)) return undefined;
  const key = primaryKey.map((name) => {
    const at = relation.columns.findIndex((each) => each.name === name);
    return `${identifier(name)}::text = ${literal(row.values[at] ?? null)}`;
  });
  const is = `${identifier(column.name)}::text is not distinct from ${literal(value)}::${column.type}::text`;
  return `select case when exists (select from ${qualified(relation)} where ${[...key, is].join(' and ')})
    then '[]' else jsonb_build_array(${literal(row.ctid)}) end`;
}
