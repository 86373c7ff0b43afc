import { setTimeout } from 'node:timers/promises';
import { approveWhatWaits, waits } from '../crash/approvals.ts';
import { passes } from '../crash/survive.ts';
import type { LaunchOrder } from './place.ts';
import { start, type Ended } from './start.ts';
import { launch, leftOut } from './template.ts';
import type { World } from './world.ts';

/** Which steps kill: see `LaunchOrder`. */
export type Kill = Omit<NonNullable<LaunchOrder['kill']>, 'done'>;

/**
 * Runs the launch to its end, and does what a person does in between: resumes what was killed, again and again, waits for what
 * passes, and approves what waits once the run has come as far as it can.
 */
export async function goThrough(world: World, kill?: Kill): Promise<void> {
  let what: LaunchOrder['what'] = 'run';
  for (;;) {
    const ended = await attempt(world, what, kill);
    what = 'resume';
    if (ended.killed) continue;
    const code = ended.failure?.code;
    if (code === 'run.not-found' || code === 'resume.never-began') what = 'run';
    else if (code === 'resume.closed' || code === undefined) {
      if (!(await waits(world))) return;
      await approveWhatWaits(world);
    } else throw new Error(`it cannot go on: ${JSON.stringify(ended.failure)}`);
  }
}

async function attempt({ place, done }: World, what: LaunchOrder['what'], kill: Kill | undefined): Promise<Ended> {
  for (;;) {
    const ended = await start({
      place,
      what,
      file: launch,
      skip: [...leftOut],
      ...(kill && { kill: { ...kill, done } }),
    });
    if (!passes.has(ended.failure?.code ?? '')) return ended;
    await setTimeout(200);
  }
}
