import { z } from 'zod';
import type { RunView } from '../../../core/action.ts';
import type { ActionRecord } from '../../../core/record.ts';

/** A migration that `database.down` took back in this run, and that nobody has pushed again since. */
export interface TakenBack {
  readonly name: string;
  readonly environment: string;
  /** The number of the task that took it back. */
  readonly task: string;
}

const downFacts = z.looseObject({ downs: z.array(z.looseObject({ name: z.string() })), left: z.array(z.string()) });
const pushFacts = z.looseObject({ files: z.array(z.looseObject({ name: z.string(), state: z.string() })) });

/** In the order in which they were taken back: what a push of this run says is not true of them any more. */
export function takenBack(run: RunView): readonly TakenBack[] {
  const gone = new Map<string, TakenBack>();
  for (const { number, actions } of run.tasks)
    for (const action of actions) {
      const { environment = '' } = action;
      for (const name of takenBackBy(action)) gone.set(`${environment}/${name}`, { name, environment, task: number });
      for (const name of appliedBy(action)) gone.delete(`${environment}/${name}`);
    }
  return [...gone.values()];
}

/** By name, and never by verdict: one of two may be gone and the other not. */
function takenBackBy({ id, facts }: ActionRecord): readonly string[] {
  const read = downFacts.safeParse(facts);
  if (id !== 'database.down' || !read.success) return [];
  const { downs, left } = read.data;
  return downs.map(({ name }) => name).filter((name) => !left.includes(name));
}

function appliedBy({ id, facts }: ActionRecord): readonly string[] {
  const read = pushFacts.safeParse(facts);
  if (id !== 'database.push' || !read.success) return [];
  return read.data.files.filter(({ state }) => state === 'applied').map(({ name }) => name);
}
