import type { AccessCell } from '../types.ts';
import type { Setting } from './attempt.ts';
import type { Finding } from './outcome.ts';

/** What came of changing one column by itself. */
export interface Changed {
  readonly setting: Setting;
  readonly finding: Finding;
}

type Part = Pick<AccessCell, 'outcome' | 'columns' | 'which' | 'why'>;

/**
 * The columns that a change is limited to, when each was tried by itself: `title`, `status = draft` where it may become
 * that and not all else, `body (some rows)` where it may be changed in some alone. Of a whole table: `not plan`.
 */
export function limitedTo(part: Part, changed: readonly Changed[]): Part {
  const [first] = changed;
  if (first === undefined) return part;
  const byColumn = Map.groupBy(changed, ({ setting }) => setting.column);
  const free = new Set(
    [...byColumn].filter(([, of]) => of.every(({ finding }) => isReached(finding))).map(([name]) => name),
  );
  const may = part.outcome === 'all' || part.outcome === 'some';
  if (may && free.size === byColumn.size) return part;
  // A column that comes later is as free as the rest: of a whole table it is said what is not.
  if (may && part.columns === undefined)
    return { ...part, columns: [...byColumn].flatMap(([name, of]) => notOf(name, of)) };
  const untried = may ? (part.columns ?? []).filter((name) => !byColumn.has(name)) : [];
  const columns = [...untried, ...[...byColumn].flatMap(([name, of]) => namesOf(name, of))].toSorted();
  if (!may && columns.length === 0) return part;
  return { ...part, outcome: may ? part.outcome : 'some', columns };
}

function notOf(name: string, of: readonly Changed[]): readonly string[] {
  const values = [...Map.groupBy(of, ({ setting }) => setting.to)];
  const refused = values.flatMap(([to, each]) => {
    const reached = each.filter(({ finding }) => isReached(finding)).length;
    if (reached === each.length) return [];
    return [`not ${name} = ${to.replaceAll(', ', ',')}${reached > 0 ? ' (some rows)' : ''}`];
  });
  const isWhole = refused.length === values.length && refused.every((each) => !each.endsWith(' (some rows)'));
  return isWhole ? [`not ${name}`] : refused;
}

const some = (each: { readonly reached: number; readonly of: number }) =>
  each.reached < each.of ? ' (some rows)' : '';

function namesOf(name: string, of: readonly Changed[]): readonly string[] {
  const values = [...Map.groupBy(of, ({ setting }) => setting.to)].map(([to, each]) => ({
    to,
    reached: each.filter(({ finding }) => isReached(finding)).length,
    of: each.length,
  }));
  const reached = values.filter((each) => each.reached > 0);
  if (reached.length < values.length)
    return reached.map((each) => `${name} = ${each.to.replaceAll(', ', ',')}${some(each)}`);
  return [`${name}${values.map(some).find((words) => words !== '') ?? ''}`];
}

function isReached({ outcome }: Finding): boolean {
  return outcome === 'all' || outcome === 'some';
}

/** A column of which it could not be found out is not one that may not be changed. */
export function unknownColumns(changed: readonly Changed[]): string | undefined {
  const unknown = changed.filter(({ finding }) => finding.outcome === 'unknown');
  const [first] = unknown;
  if (first === undefined) return undefined;
  const names = [...new Set(unknown.map(({ setting }) => setting.column))];
  return `${names.join(', ')} could not be changed to another value: ${first.finding.why ?? ''}`;
}
