import { setTimeout } from 'node:timers/promises';
import { approveWhatWaits, waits } from './approvals.ts';
import { call, callHere, type Ended } from './call.ts';
import { endStateOf } from './end-state.ts';
import type { KillPoint, Steps } from './killer.ts';
import { createWorld, type World, type WorldOptions } from './world.ts';

/** What a run that nobody cut leaves, and how many steps it takes: up to the approval that it waits for, and from there on. */
export async function uninterrupted() {
  const world = await createWorld();
  try {
    const steps = stepsOf(await call(world, 'run'));
    if (!(await approveWhatWaits(world))) throw new Error('nothing waited for an approval');
    const approved = stepsOf(await call(world, 'resume'));
    return { steps, approved, state: await endStateOf(world) };
  } finally {
    await world.end();
  }
}

function stepsOf({ steps, failure }: Ended): Steps {
  if (steps === undefined || failure !== undefined) throw new Error(`it did not run through: ${failure?.what}`);
  return steps;
}

/** Kills a run at the first point, what resumes it at each of the others, and goes on until it has ended. Gives what is left. */
export async function survive(first: KillPoint | undefined, ...others: readonly KillPoint[]) {
  return surviveIn({}, first, ...others);
}

/** The same in a world of one's own wishes. */
export async function surviveIn(options: WorldOptions, first: KillPoint | undefined, ...others: readonly KillPoint[]) {
  const world = await createWorld(options);
  try {
    const run = await call(world, 'run', first);
    if (first !== undefined && !run.killed && !timed.has(first.at))
      throw new Error(`it never came to ${first.at} ${first.nth}`);
    const kills = [...others];
    let resumes = 0;
    // As without a cut: the run has come as far as it can before anyone approves.
    let isCut = run.killed;
    for (let isOver = false; !isOver; resumes += 1) {
      if (!isCut) await approveWhatWaits(world);
      const ended = await goOn(world, kills.shift());
      isCut = ended.killed;
      isOver = !isCut && !(await waits(world));
    }
    return { resumes, killed: run.killed, state: await endStateOf(world) };
  } finally {
    await world.end();
  }
}

/** What a person does: resume; where nothing had begun, run again; where nothing is left, be content. */
async function goOn(world: World, kill: KillPoint | undefined): Promise<Ended> {
  const again = async (what: 'run' | 'resume'): Promise<Ended> => {
    for (;;) {
      const ended = await (kill === undefined ? callHere(world, what) : call(world, what, kill));
      if (!passes.has(ended.failure?.code ?? '')) return ended;
      await setTimeout(100);
    }
  };
  const ended = await again('resume');
  const code = ended.failure?.code;
  if (code === undefined || code === 'resume.closed') return ended;
  const done = Object.values(await world.effects()).flat();
  const begun = (code === 'run.not-found' || code === 'resume.never-began') && done.length === 0;
  const rerun = begun ? await again('run') : ended;
  if (rerun.failure !== undefined) throw new Error(`it cannot go on: ${JSON.stringify(rerun.failure)}`);
  return rerun;
}

/** How many statements a run makes depends on how long it takes: a lease is renewed by the clock. */
const timed: ReadonlySet<KillPoint['at']> = new Set(['ask', 'answered']);

/** What is over in a moment: the lease of a killed run that never began, children that it left at work. */
export const passes: ReadonlySet<string> = new Set(['lock.held', 'lock.several', 'resume.still-at-work']);
