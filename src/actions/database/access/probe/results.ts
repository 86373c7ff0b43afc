import type { Routine } from '../catalogue/schema.ts';
import type { World } from '../fixture/world.ts';
import { qualified } from '../sql.ts';
import type { Persona } from '../types.ts';
import type { Attempt } from './attempt.ts';
import { attemptToRead } from './marked.ts';

/** Whether its rows are told apart as a view's are: it takes no arguments and promises to change nothing. */
export function isLikeView({ kind, givesRows, writes, inputs }: Routine): boolean {
  return kind === 'f' && givesRows && !writes && inputs.length === 0;
}

/** Only where the database may be thrown away, since a function may break its promise. */
export function attemptsOnResults(routine: Routine, persona: Persona, worlds: readonly World[]): readonly Attempt[] {
  if (!isLikeView(routine)) return [];
  return [attemptToRead({ object: routine.signature, persona, from: `${qualified(routine)}()`, row: 'v' }, worlds)];
}
