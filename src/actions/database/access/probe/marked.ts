import { marksOf, type World } from '../fixture/world.ts';
import { textArray } from '../sql.ts';
import type { Persona } from '../types.ts';
import type { Attempt } from './attempt.ts';
import { settingsOf } from './subject.ts';

/** Whether a row's text has something in it that only these worlds have. */
export function isMarked(text: string, of: readonly World[], all: readonly World[]): string {
  return `${text} like any (${textArray(of.flatMap((world) => marksOf(world, all).map((mark) => `%${mark}%`)))})`;
}

/** The persona's own world, and everybody else's. */
export function worldsFor({ name }: Persona, worlds: readonly World[]) {
  return {
    own: worlds.filter(({ persona }) => persona === name),
    others: worlds.filter(({ persona }) => persona !== name),
  };
}

interface Shown {
  readonly object: string;
  readonly persona: Persona;
  /** What stands after `from`, called `v`. */
  readonly from: string;
  /** The row, or what may be seen of it. */
  readonly row: string;
}

/** Rows that lie nowhere are told apart by what stands in them, and counted beside what everybody's are. */
export function attemptToRead({ object, persona, from, row }: Shown, worlds: readonly World[]): Attempt {
  const { own, others } = worldsFor(persona, worlds);
  const counts = [own, others].map((of) => `count(*) filter (where ${isMarked(`${row}::text`, of, worlds)})`);
  return {
    object,
    persona: persona.name,
    verb: 'select',
    way: 'plain',
    counts: 'seen',
    counted: [
      { rows: 'own', size: 0 },
      { rows: 'other', size: 0 },
      { rows: 'any', size: 0 },
    ],
    probe: {
      role: persona.role,
      set: settingsOf(persona),
      reads: true,
      sql: `select jsonb_build_array(${counts.join(', ')}, count(*)) from ${from} v`,
    },
  };
}
