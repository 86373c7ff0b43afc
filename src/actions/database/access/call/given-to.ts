import type { Routine } from '../catalogue/schema.ts';
import type { World } from '../fixture/world.ts';
import type { Subject } from '../probe/subject.ts';
import type { Persona } from '../types.ts';
import type { Label } from '../which.ts';
import { argumentsFor } from './arguments.ts';
import { crossed, otherwise, type Given } from './given.ts';

const mostCalls = 80;

interface Asked {
  readonly worlds: readonly World[];
  readonly subjects: readonly Subject[];
  /** What the words of the arguments are looked for in. */
  readonly code: string;
}

interface GivenTo {
  readonly given: readonly Given[];
  /** Which of the arguments are the persona's own; undefined where one is neither his nor the other's. */
  readonly labelOf: (given: Given) => Label | undefined;
}

/** For his own rows and for everybody's; what is best for his, and for another's, also otherwise. */
export function givenTo(routine: Routine, { name }: Persona, { worlds, subjects, code }: Asked): GivenTo {
  const tables = subjects.filter(({ kind }) => kind === 'table');
  const by = (world: World | undefined) => (world === undefined ? [] : argumentsFor(routine, tables, world));
  const [own] = by(worlds.find(({ persona }) => persona === name));
  const [other] = by(worlds.find(({ persona }) => persona !== name));
  const given = [
    ...worlds.flatMap((world) => by(world)),
    ...(own === undefined || other === undefined ? [] : crossed(own, other)),
    ...[other, own].flatMap((each) => (each === undefined ? [] : otherwise(routine, each, code))),
  ];
  const once = [...new Map(given.map((each) => [keyOf(each), each])).values()].slice(0, mostCalls);
  return {
    given: once,
    labelOf: (each) => (own === undefined || other === undefined ? undefined : whoseOf(routine, each, own, other)),
  };
}

const keyOf = (each: Given) => JSON.stringify(each.map((value) => (value === undefined ? 0 : value)));

function whoseOf({ inputs }: Routine, given: Given, own: Given, other: Given): Label | undefined {
  const label: Record<string, string> = {};
  for (const [at, value] of given.entries()) {
    if (value !== own[at] && value !== other[at]) return undefined;
    if (value !== other[at]) label[inputs[at]?.name ?? String(at + 1)] = 'own';
  }
  return label;
}
