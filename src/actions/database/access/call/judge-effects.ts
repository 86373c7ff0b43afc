import type { Routine } from '../catalogue/schema.ts';
import type { World } from '../fixture/world.ts';
import { worldsFor } from '../probe/marked.ts';
import type { AccessCell, AccessRows, AccessVerb, Persona } from '../types.ts';
import { describeReach } from '../which.ts';
import { effectAt } from './effects.ts';
import { withoutAny, type Found, type Tried } from './judge-calls.ts';

const kinds: readonly { readonly verb: AccessVerb; readonly rows: AccessRows; readonly at: number }[] = [
  { verb: 'update', rows: 'own', at: effectAt.ownChanged },
  { verb: 'update', rows: 'other', at: effectAt.othersChanged },
  { verb: 'insert', rows: 'own', at: effectAt.ownAdded },
  { verb: 'insert', rows: 'other', at: effectAt.othersAdded },
];

/**
 * What calls change, whatever they give: `update` also stands for rows that are gone. A routine is said to change nothing
 * for one when it changes something for another. One whose code would change something, and did for nobody, is unknown.
 */
export function cellsOfEffects(
  tried: readonly Tried[],
  worlds: readonly World[],
  writes: (routine: Routine) => boolean,
): readonly AccessCell[] {
  return [...Map.groupBy(tried, ({ call }) => call.routine)].flatMap(([routine, of]) => {
    const calls = of.filter(({ call }) => !call.isStrange);
    const byPersona = [...Map.groupBy(calls, ({ call }) => call.persona)];
    const shown = kinds.filter((kind) => calls.some((each) => isSeen(each, kind)));
    if (shown.length === 0) return writes(routine) ? unknowns(routine, byPersona) : [];
    return byPersona.flatMap(([persona, each]) =>
      shown
        .filter(({ rows }) => rows !== 'own' || worldsFor(persona, worlds).own.length > 0)
        .map((kind) => cellOf(routine, persona, kind, foundBy(each, kind))),
    );
  });
}

type Kind = (typeof kinds)[number];

/** A changed row lies somewhere else, and is counted there once more. */
function isSeen({ answer: { effects, counts } }: Tried, { verb, at }: Kind): boolean {
  const numbers = effects ?? counts ?? [];
  const many = numbers[at] ?? 0;
  return verb === 'update' ? many > 0 : many > (numbers[at - 2] ?? 0);
}

function foundBy(tried: readonly Tried[], kind: Kind): Found {
  if (!tried.some((each) => isSeen(each, kind))) return withoutAny(tried.map(({ answer }) => answer));
  // Whose each argument was: what may be done to others with one's own is not what may be done to anyone.
  const reach = tried.flatMap((each) =>
    each.call.label === undefined ? [] : [{ label: each.call.label, reached: isSeen(each, kind) }],
  );
  const isAll = reach.every(({ reached }) => reached);
  return isAll ? { outcome: 'all' } : { outcome: 'some', which: describeReach(reach) };
}

function cellOf({ signature }: Routine, { name }: Persona, { verb, rows }: Omit<Kind, 'at'>, found: Found): AccessCell {
  return { object: signature, persona: name, verb, way: 'plain', rows, ...found };
}

function unknowns(
  routine: Routine,
  byPersona: readonly (readonly [Persona, readonly Tried[]])[],
): readonly AccessCell[] {
  return byPersona.flatMap(([persona, tried]) => {
    const { outcome } = withoutAny(tried.map(({ answer }) => answer));
    if (outcome === 'refused') return [];
    const why = 'its code changes rows, and no call with what was made up did';
    return [cellOf(routine, persona, { verb: 'update', rows: 'other' }, { outcome: 'unknown', why })];
  });
}
