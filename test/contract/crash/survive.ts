import { call, callHere, type Ended } from './call.ts';
import { endStateOf } from './end-state.ts';
import type { KillPoint } from './killer.ts';
import { createWorld, type World } from './world.ts';

/** What a run that nobody cut leaves, and how many steps it takes. */
export async function uninterrupted() {
  const world = await createWorld();
  try {
    const { steps, failure } = await call(world, 'run');
    if (steps === undefined || failure !== undefined) throw new Error(`it did not run through: ${failure?.what}`);
    return { steps, state: await endStateOf(world) };
  } finally {
    await world.end();
  }
}

/** Kills a run at the first point, what resumes it at each of the others, and goes on until it has ended. Gives what is left. */
export async function survive(first: KillPoint, ...others: readonly KillPoint[]) {
  const world = await createWorld();
  try {
    const run = await call(world, 'run', first);
    if (!run.killed) throw new Error(`it never came to ${first.at} ${first.nth}`);
    let resumes = 0;
    for (const point of [...others, undefined]) {
      const ended = await goOn(world, point);
      resumes += 1;
      if (!ended.killed) break;
    }
    return { resumes, state: await endStateOf(world) };
  } finally {
    await world.end();
  }
}

/** What a person does: resume; where nothing had begun, run again; where nothing is left, be content. */
async function goOn(world: World, kill: KillPoint | undefined): Promise<Ended> {
  const again = (what: 'run' | 'resume'): Promise<Ended> =>
    kill === undefined ? callHere(world, what) : call(world, what, kill);
  const ended = await again('resume');
  const code = ended.failure?.code;
  if (code === undefined || code === 'resume.closed') return ended;
  const { lines, notes } = world.effects();
  if ((code === 'run.not-found' || code === 'resume.never-began') && lines.length + notes.length === 0)
    return again('run');
  throw new Error(`it cannot go on: ${JSON.stringify(ended.failure)}`);
}
