import type { Read } from './read.ts';
import { keyOf, type Catalogue, type Thing } from './thing.ts';

/** One object in which an environment is not what its migrations make. A type, not an interface: it goes into facts. */
export type Drift = {
  /** `policy "owners read" on public.idea_pool` */
  readonly object: string;
  /** Of the environment: it lacks it, has it beyond the migrations, or has another. */
  readonly is: 'missing' | 'extra' | 'changed';
  /** What the migrations make of it, and what the environment has; empty where it has none. */
  readonly wanted: string;
  readonly found: string;
  /** Run there, it makes the environment what the migrations say. */
  readonly mend: string;
  /** As a migration, it makes the migrations say what the environment is. */
  readonly adopt: string;
};

export interface Compared {
  readonly drifts: readonly Drift[];
  /** What could not be read on either side, in words. */
  readonly unread: readonly string[];
}

export function compareCatalogues(live: Read, shadow: Read): Compared {
  const unread: string[] = [];
  const [there, wanted] = [new Map<string, Thing>(), new Map<string, Thing>()];
  for (const [of, found] of live) {
    const made = shadow.get(of) ?? 'it was not asked of the scratch database';
    if (typeof found === 'string') unread.push(`${of}: ${found}`);
    else if (typeof made === 'string') unread.push(`${of}: ${made}`);
    else {
      for (const thing of found) there.set(keyOf(thing), thing);
      for (const thing of made) wanted.set(keyOf(thing), thing);
    }
  }
  return { drifts: driftsBetween(there, wanted), unread };
}

/** A table that is missing is one drift, and its columns, policies and privileges are part of it. */
export function driftsBetween(live: Catalogue, wanted: Catalogue): readonly Drift[] {
  const keys = new Set([...wanted.keys(), ...live.keys()]);
  return [...keys].flatMap((object) => {
    const [has, should] = [live.get(object), wanted.get(object)];
    if (has?.state === should?.state) return [];
    if (has === undefined && isPartOfMore(should, wanted, live)) return [];
    if (should === undefined && isPartOfMore(has, live, wanted)) return [];
    return {
      object,
      is: has === undefined ? 'missing' : should === undefined ? 'extra' : 'changed',
      wanted: should?.state ?? '',
      found: has?.state ?? '',
      mend: turn(has, should, wanted),
      adopt: turn(should, has, live),
    };
  });
}

function isPartOfMore(thing: Thing | undefined, here: Catalogue, there: Catalogue): boolean {
  const parent = thing?.parent;
  return parent !== undefined && here.has(parent) && !there.has(parent);
}

function turn(from: Thing | undefined, to: Thing | undefined, all: Catalogue): string {
  if (to === undefined) return from?.unmake ?? '';
  if (from !== undefined && to.alter !== undefined) return to.alter;
  return lines([from?.unmake ?? '', to.make, ...partsOf(to, all)]);
}

/** In the order of the catalogue, and not one after the other: a foreign key needs both of its tables. */
function partsOf(thing: Thing, all: Catalogue): readonly string[] {
  const whole = new Set([keyOf(thing)]);
  const things = [...all.values()];
  for (let before = 0; before < whole.size;) {
    before = whole.size;
    for (const part of things) if (part.parent !== undefined && whole.has(part.parent)) whole.add(keyOf(part));
  }
  return things
    .filter((part) => part !== thing && whole.has(keyOf(part)))
    .map((part) => (part.within === true ? '' : part.make));
}

function lines(statements: readonly string[]): string {
  return statements.filter((statement) => statement !== '').join('\n');
}
