import type { Input, Relation, Routine } from '../catalogue/schema.ts';
import { madeUp } from '../fixture/values.ts';
import { textMark, uuidMark, type World } from '../fixture/world.ts';
import type { LyingRow, Subject } from '../probe/subject.ts';
import type { Given } from './given.ts';

const mostTables = 3;

/**
 * For a world, calls that ask for its rows: the arguments come from one row of a table, the tables whose columns fit
 * best first. What no column fits is made up.
 */
export function argumentsFor(routine: Routine, subjects: readonly Subject[], world: World): readonly Given[] {
  const { inputs } = routine;
  if (inputs.length === 0) return [[]];
  const tries = subjects
    .flatMap((subject) => {
      const row = subject.rows.find(({ owner, planted }) => planted && owner === world.persona);
      if (row === undefined) return [];
      const chosen = inputs.map((input) => (input.out ? undefined : chosenFor(input, subject, row)));
      const fit = chosen.reduce((sum, each) => sum + (each?.fit ?? 0), 0);
      return fit === 0 ? [] : [{ fit, given: inputs.map((input, at) => chosen[at]?.value ?? generic(input, world)) }];
    })
    .toSorted((a, b) => b.fit - a.fit)
    .slice(0, mostTables)
    .map(({ given }) => given);
  return tries.length > 0 ? tries : [inputs.map((input) => generic(input, world))];
}

/** Belongs to nobody, and lies nowhere: what is given back of it is an echo. */
const nobody: World = { number: 9999, persona: undefined, identity: {} };
export const echoMarks = [textMark(nobody), uuidMark(nobody)];

export function strangeArguments({ inputs }: Routine): Given {
  return inputs.map((input) => {
    if (input.out) return null;
    if (input.category === 'S') return `${textMark(nobody)}x`;
    return input.category === 'A' ? '{}' : generic(input, nobody);
  });
}

interface Chosen {
  readonly value: string;
  readonly fit: number;
}

function chosenFor(input: Input, { relation, owners }: Subject, { values }: LyingRow): Chosen | undefined {
  const wanted = input.name.replace(/^(?:_+|(?:p|in|arg|v|the|for|target)_)/i, '').toLowerCase();
  const fitting = relation.columns
    .map((column, at) => {
      const inList = input.type === `${column.base}[]`;
      const isSame = inList || input.base === column.base || (input.category === 'S' && column.category === 'S');
      const value = values[at];
      if (!isSame || value == null) return undefined;
      const fit = fitOf(wanted, column.name, relation) ?? (isNameless(input, inList) ? keyFit(column.name) : 0);
      return { value: inList ? `{"${value.replaceAll(/(["\\])/g, String.raw`\$1`)}"}` : value, fit };
    })
    .filter((each) => each !== undefined && each.fit > 0);
  return fitting.toSorted((a, b) => (b?.fit ?? 0) - (a?.fit ?? 0))[0];

  function keyFit(name: string): number {
    return relation.primaryKey.includes(name) ? 2 : owners.includes(name) ? 1 : 0.5;
  }
}

/** `p_note_id` is the key of `notes`, `owner` the column owner. */
function fitOf(wanted: string, column: string, { name, primaryKey }: Relation): number | undefined {
  if (wanted === column.toLowerCase()) return 4;
  const singular = name.toLowerCase().replace(/ies$/, 'y').replace(/s$/, '');
  const asked = wanted.replaceAll('_', '');
  const isKey = primaryKey.length === 1 && primaryKey[0] === column;
  return isKey && asked.startsWith(singular.replaceAll('_', '')) && /ids?$/.test(asked) ? 4 : undefined;
}

/** A uuid names something, whatever the argument is called; a number or a text may be anything. */
function isNameless({ base, name }: Input, inList: boolean): boolean {
  return base === 'uuid' || inList || name === '' || /ids?$/i.test(name);
}

/** Wide where it narrows: a search for everything, from the first page, for all time. */
function generic(input: Input, world: World): string | null {
  if (input.out) return null;
  if (input.category === 'S') return '%';
  if (input.category === 'N') return /offset|skip/i.test(input.name) ? '0' : /page/i.test(input.name) ? '1' : '100';
  if (input.category === 'D' && /^(?:date|timestamp)/.test(input.base))
    return /until|before|end|\bto\b|_to$/i.test(input.name) ? '2100-01-01' : '1970-01-01';
  return madeUp({ ...input, notNull: true, default: null, computed: false }, noTable, {
    world,
    table: 98,
    row: 98,
    column: 0,
  });
}

const noTable: Pick<Relation, 'checks'> = { checks: [] };
