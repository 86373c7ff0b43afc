import { compareColumns } from './columns.ts';
import type { AccessCell, AccessChange, AccessDifference, AccessIntent, AccessOutcome } from './types.ts';
import { compareReach } from './which.ts';

const ranks: Readonly<Record<string, number>> = { refused: 0, none: 1, some: 2, all: 3 };

/** What is different from what was meant: sorted as the cells are. What neither side says is refused. */
export function compareAccess(intent: AccessIntent, measured: AccessIntent): readonly AccessDifference[] {
  const meant = new Map(intent.cells.map((cell) => [keyOf(cell), cell]));
  const found = new Map(measured.cells.map((cell) => [keyOf(cell), cell]));
  const keys = [...new Set([...meant.keys(), ...found.keys()])].toSorted();
  const gone = new Set(
    intent.objects.filter(({ name }) => !measured.objects.some((each) => each.name === name)).map(({ name }) => name),
  );
  return [
    ...traits(intent, measured),
    ...keys.flatMap((key) => {
      const cell = found.get(key) ?? meant.get(key);
      return cell === undefined || gone.has(cell.object) ? [] : differences(cell, meant.get(key), found.get(key));
    }),
  ];
}

function keyOf({ object, persona, verb, way, rows }: AccessCell): string {
  return JSON.stringify([object, persona, verb, way, rows]);
}

function differences(
  cell: AccessCell,
  meant: AccessCell | undefined,
  found: AccessCell | undefined,
): readonly AccessDifference[] {
  const before = meant?.outcome ?? 'refused';
  const now = found?.outcome ?? 'refused';
  // Rows that are made now are told of where they are tried.
  if (cell.rows === 'unmade' && found === undefined) return [];
  const change = changeOf(before, now);
  const words = `${cell.persona} ${how(cell)}: meant ${before}, is ${now}${found?.why === undefined || change === 'narrowed' ? '' : ` (${found.why})`}`;
  if (change !== undefined)
    return [{ change, object: cell.object, persona: cell.persona, verb: cell.verb, words: `${cell.object}: ${words}` }];
  return [...rows(cell, meant?.which, found?.which), ...columns(cell, meant?.columns, found?.columns, now)];
}

/** As many rows as before may be others than before. Where one side does not say which, nothing can be said of it. */
function rows(
  cell: AccessCell,
  meant: readonly string[] | undefined,
  found: readonly string[] | undefined,
): readonly AccessDifference[] {
  if (meant === undefined || found === undefined) return [];
  const { more, fewer } = compareReach(meant, found);
  return [
    ...say(cell, 'widened', more, 'reaches rows that were not meant:', '; '),
    ...say(cell, 'narrowed', fewer, 'no longer reaches rows that were meant:', '; '),
  ];
}

function say(
  cell: AccessCell,
  change: AccessChange,
  names: readonly string[],
  words: string,
  between = ', ',
): readonly AccessDifference[] {
  const { object, persona, verb } = cell;
  if (names.length === 0) return [];
  return [
    { change, object, persona, verb, words: `${object}: ${persona} ${how(cell)} ${words} ${names.join(between)}` },
  ];
}

function changeOf(meant: AccessOutcome, found: AccessOutcome): AccessChange | undefined {
  if (meant === found) return undefined;
  if (found === 'broken') return 'broken';
  const [before, now] = [ranks[meant], ranks[found]];
  if (now === undefined) return 'unknown';
  // Nobody has meant what was broken or not tried: whatever is allowed now is more than that.
  if (before === undefined) return now > 1 ? 'widened' : 'narrowed';
  return now > before ? 'widened' : 'narrowed';
}

/** Absent is all of them. */
function columns(
  cell: AccessCell,
  meant: readonly string[] | undefined,
  found: readonly string[] | undefined,
  outcome: AccessOutcome,
): readonly AccessDifference[] {
  if (outcome === 'refused') return [];
  const { more, fewer } = compareColumns(meant, found);
  return [
    ...say(cell, 'widened', more, 'reaches more columns than meant:'),
    ...say(cell, 'narrowed', fewer, 'no longer reaches columns that were meant:'),
  ];
}

function how({ verb, way, rows }: AccessCell): string {
  const whose = {
    own: 'own rows',
    other: "others' rows",
    given: 'own rows to give them away',
    taken: "others' rows to take them",
    any: 'rows',
    unmade: 'rows that could not be made',
  }[rows];
  const what = verb === 'execute' ? 'execute' : `${verb} ${whose}`;
  return way === 'plain' ? what : way === 'blind' ? `${what} without a WHERE` : `${what} by a WHERE`;
}

/** New and missing objects too: an object without a line in the intent is one that nobody has thought of. */
function traits(intent: AccessIntent, measured: AccessIntent): readonly AccessDifference[] {
  const names = [...new Set([...intent.objects, ...measured.objects].map(({ name }) => name))].toSorted();
  return names.flatMap((name): readonly AccessDifference[] => {
    const meant = intent.objects.find((each) => each.name === name);
    const found = measured.objects.find((each) => each.name === name);
    if (found === undefined)
      return [{ change: 'narrowed', object: name, words: `${name} is meant to be there, and is not` }];
    const before = meant?.traits ?? [];
    const more = found.traits.filter((trait) => !before.includes(trait));
    const fewer = before.filter((trait) => !found.traits.includes(trait));
    return [
      ...more.map((trait) => ({
        change: 'widened' as const,
        object: name,
        words: `${name} has ${trait}, which is not meant`,
      })),
      ...fewer.map((trait) => ({ change: 'narrowed' as const, object: name, words: `${name} has no longer ${trait}` })),
    ];
  });
}

/** What an accept line names it by. */
export function acceptable({ object, persona, verb }: AccessDifference): string {
  return [object, ...(persona === undefined ? [] : [persona]), ...(verb === undefined ? [] : [verb])].join(' ');
}
