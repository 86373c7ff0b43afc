import { z } from 'zod';
import { watchSystem } from './watch.ts';

/** In the order in which all points of a run are taken. */
export const killKinds = [
  'record',
  'half',
  'rename',
  'renamed',
  'apply',
  'applied',
  'ask',
  'answered',
  'call',
  'heard',
  'begun',
  'posted',
] as const;

/**
 * Where the process is ended with SIGKILL. Steps of one kind are counted from 1, over the life of the process:
 * `record` after a journal record is on the disk, `half` when half of its bytes are, `rename` before a file gets its name,
 * `renamed` after it, `apply` before an effect, `applied` between an effect and whatever is written next, `ask` before a
 * statement goes to a database, and `answered` when its answer is there (a lease is taken, a row is added, a lease is given
 * back), `call` and `heard` before and after a service is asked over HTTP to change something. `begun` and `posted` are a
 * child's: it is at work, and it has had its effect and not ended yet.
 */
export const killPoint = z.strictObject({
  at: z.enum(killKinds),
  nth: z.int().positive(),
});
export type KillPoint = z.infer<typeof killPoint>;

/** How many steps of each kind were taken. */
export type Steps = Record<KillPoint['at'], number>;

export const noSteps: Steps = {
  record: 0,
  half: 0,
  rename: 0,
  renamed: 0,
  apply: 0,
  applied: 0,
  ask: 0,
  answered: 0,
  call: 0,
  heard: 0,
  begun: 0,
  posted: 0,
};

export interface Killer {
  readonly steps: Steps;
  around(effect: () => Promise<void>): Promise<void>;
}

/** Counts what the process does, and ends it at the point. */
export function watchSteps(point: KillPoint | undefined): Killer {
  const steps = { ...noSteps };
  const isDue = (at: KillPoint['at']): boolean => point?.at === at && point.nth === steps[at];
  const step = (at: KillPoint['at']): void => {
    steps[at] += 1;
    if (isDue(at)) process.kill(process.pid, 'SIGKILL');
  };
  watchSystem({
    seen: step,
    isHalf: () => {
      steps.half += 1;
      return isDue('half');
    },
  });
  return {
    steps,
    async around(effect) {
      step('apply');
      await effect();
      step('applied');
    },
  };
}
