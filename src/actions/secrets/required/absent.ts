import { targetId, type TargetKey } from '../placements.ts';
import type { Row } from '../row.ts';
import { placeOf, type Ask } from './ask.ts';
import { nearName } from './near.ts';
import { flyPlaces, gitHubPlaces, type Scope } from './places.ts';
import type { CodeAsks } from './scan.ts';

/** What is known of the targets: their rows, and which of them could be asked. */
export interface Known extends Scope {
  readonly rows: readonly Row[];
  readonly isRead: (id: string) => boolean;
}

/** What stands for a target where any would do. */
export const noTarget = 'no target';

/**
 * A row for each name that code cannot do without and that nothing has. A name that has a row is accounted for by that row,
 * `missing` included. Where a target could not be asked, nothing is said of it.
 */
export function absentRows({ asks, given }: CodeAsks, known: Known): readonly Row[] {
  const needed = asks.filter(({ name, isOptional }) => !isOptional && !known.settings.elsewhere.includes(name));
  const missing = needed.flatMap((ask) => missingOf(ask, given, known).map((gap) => ({ ...gap, ask })));
  const byPlace = Map.groupBy(missing, ({ target, ask }) => `${target} ${ask.name}`);
  return [...byPlace.values()].flatMap((own) => (own[0] === undefined ? [] : [rowOf(own[0], own, known.rows)]));
}

interface Gap {
  readonly target: string;
  readonly environment?: string;
  readonly why?: string;
}

interface Missing extends Gap {
  readonly ask: Ask;
}

function missingOf(ask: Ask, given: CodeAsks['given'], known: Known): readonly Gap[] {
  const { name, where } = ask;
  if (where.kind === 'variable') return [];
  if (where.kind === 'fly') return flyPlaces(where.app, known).flatMap((key) => gapAt(known, name, [key]));
  if (where.kind === 'process') return missingOfProcess(name, given, known);
  return gitHubPlaces(where, known).flatMap(({ reached, environment }) => {
    const why = where.isRepositoryToo ? {} : { why: 'who calls the workflow does not hand it over' };
    if (reached.length === 0) return [{ target: `github:${known.settings.github?.repository ?? ''}`, ...why }];
    return gapAt(known, name, reached).map((gap) => ({ ...gap, ...(environment && { environment }), ...why }));
  });
}

/** One gap when none of the targets has it and all of them could be asked. */
function gapAt(known: Known, name: string, reached: readonly TargetKey[]): readonly Gap[] {
  const ids = reached.map(targetId);
  if (known.rows.some((row) => row.name === name && ids.includes(row.target))) return [];
  const [first] = reached;
  if (first === undefined || !ids.every(known.isRead)) return [];
  return [{ target: targetId(first), ...(first.environment === undefined ? {} : { environment: first.environment }) }];
}

/**
 * Where a program runs, its code does not say. Something must have the name; and where one app has it, the app of each other
 * environment must have it too.
 */
function missingOfProcess(name: string, given: CodeAsks['given'], known: Known): readonly Gap[] {
  const apps = flyPlaces(undefined, known);
  const own = given.filter((each) => each.name === name);
  if (apps.length === 0 || own.some(({ fly }) => fly === undefined)) return [];
  const has = (key: TargetKey): boolean =>
    own.some(({ fly }) => fly?.app === undefined || (key.kind === 'fly' && fly.app === key.app)) ||
    known.rows.some((row) => row.name === name && row.target === targetId(key));
  if (apps.some(has)) return apps.filter((key) => !has(key)).flatMap((key) => gapAt(known, name, [key]));
  if (known.rows.some((row) => row.name === name) || !apps.map(targetId).every(known.isRead)) return [];
  return [{ target: noTarget }];
}

function rowOf({ target, environment, why, ask }: Missing, all: readonly Missing[], rows: readonly Row[]): Row {
  const kind = ask.where.kind === 'github' ? 'github:' : 'fly:';
  const names = rows.filter((row) => row.target.startsWith(kind)).map(({ name }) => name);
  const near = nearName(ask.name, names.toSorted());
  const notes = [...(why === undefined ? [] : [why]), ...(near === undefined ? [] : [`near it is ${near}`])];
  return {
    target,
    name: ask.name,
    ...(environment === undefined ? {} : { environment }),
    state: 'required-but-absent',
    flags: [],
    usedBy: [...new Set(all.map((each) => placeOf(each.ask)))],
    ...(notes.length === 0 ? {} : { note: notes.join('; ') }),
  };
}
