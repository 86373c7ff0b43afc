import type { Routine } from '../catalogue/schema.ts';
import { marksOf, type World } from '../fixture/world.ts';
import { qualified, textArray } from '../sql.ts';
import type { Persona } from '../types.ts';
import type { Attempt } from './attempt.ts';
import { settingsOf } from './subject.ts';

/**
 * Whose rows a function gives that takes no arguments and promises to change nothing: told apart as a view's are. Only
 * where the database may be thrown away, since a function may break its promise.
 */
export function attemptsOnResults(routine: Routine, persona: Persona, worlds: readonly World[]): readonly Attempt[] {
  if (!routine.givesRows || routine.writes || routine.required > 0) return [];
  const own = worlds.filter((world) => world.persona === persona.name);
  const others = worlds.filter((world) => world.persona !== persona.name);
  const like = (of: readonly World[]) =>
    `count(*) filter (where v::text like any (${textArray(of.flatMap((world) => marksOf(world, worlds).map((mark) => `%${mark}%`)))}))`;
  return [
    {
      object: routine.signature,
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
        sql: `select jsonb_build_array(${like(own)}, ${like(others)}, count(*)) from ${qualified(routine)}() v`,
      },
    },
  ];
}
