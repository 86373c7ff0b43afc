import type { TargetKey } from '../placements.ts';
import type { Row } from '../row.ts';
import { placeOf } from './ask.ts';
import { absentRows, type Known } from './absent.ts';
import { reaches } from './reach.ts';
import type { CodeAsks } from './scan.ts';

/** The rows with the places that ask for them, and one more for each name that is asked for and absent. */
export function withCode(code: CodeAsks, known: Known, targets: ReadonlyMap<string, TargetKey>): readonly Row[] {
  const rows = known.rows.map((row) => {
    const target = targets.get(row.target);
    return target === undefined ? row : withShadow(code, target, withUses(code, target, row));
  });
  return [...rows, ...absentRows(code, known)];
}

function withUses({ asks }: CodeAsks, target: TargetKey, row: Row): Row {
  const places = asks.filter((ask) => reaches(ask, target, row.name)).map(placeOf);
  return places.length === 0 ? row : { ...row, usedBy: [...new Set([...row.usedBy, ...places])] };
}

/** A Fly secret wins over `[env]`: what stands there is never seen. */
function withShadow({ given }: CodeAsks, target: TargetKey, row: Row): Row {
  if (target.kind !== 'fly') return row;
  const below = given.find(
    ({ name, fly }) => name === row.name && fly !== undefined && (fly.app ?? target.app) === target.app,
  );
  if (below === undefined) return row;
  const note = [...(row.note === undefined ? [] : [row.note]), `hides [env] at ${placeOf(below)}`].join('; ');
  return { ...row, flags: [...row.flags, 'shadowed'], note };
}
