import { performance } from 'node:perf_hooks';
import pLimit from 'p-limit';
import { firstDue, nextDue } from './schedule.ts';

/** Something that is done again and again. */
export interface Job {
  readonly everyMs: number;
  /** What one time takes at the most. */
  readonly mostMs: number;
  run(): Promise<void>;
}

export interface Repeating {
  /** Milliseconds by which a job is later than it should have begun, or ended; 0 when it is not. */
  lateMs(job: Job): number;
  /** Begins nothing more, and waits until all that runs is over. */
  stop(): Promise<void>;
}

export interface RepeatOptions {
  /** How many run at once. */
  readonly atOnce: number;
  /** Part of `everyMs`. */
  readonly jitter: number;
}

interface Turn {
  planned: number;
  due: number;
  /** When it began; undefined while it waits. */
  begun: number | undefined;
  timer: NodeJS.Timeout | undefined;
}

/** Does each job when it is due, never twice at once; those that have to wait are done in the order in which they fell due. */
export function repeat(jobs: readonly Job[], { atOnce, jitter }: RepeatOptions): Repeating {
  const limit = pLimit(atOnce);
  const turns = new Map<Job, Turn>();
  const running = new Set<Promise<void>>();
  let isStopped = false;

  const wait = (job: Job, turn: Turn): void => {
    const ms = Math.max(0, Math.ceil(turn.due - performance.now()));
    turn.timer = setTimeout(() => void limit(async () => begin(job, turn)), ms);
  };
  const begin = async (job: Job, turn: Turn): Promise<void> => {
    if (isStopped) return;
    turn.begun = performance.now();
    const run = job.run();
    running.add(run);
    try {
      await run;
    } finally {
      running.delete(run);
      turn.begun = undefined;
      Object.assign(turn, nextDue(turn.planned, performance.now(), job.everyMs, jitter, Math.random()));
      if (!isStopped) wait(job, turn);
    }
  };

  const start = performance.now();
  for (const [index, job] of jobs.entries()) {
    const planned = start + firstDue(index, job.everyMs);
    const turn: Turn = { planned, due: planned, begun: undefined, timer: undefined };
    turns.set(job, turn);
    wait(job, turn);
  }
  return {
    lateMs(job) {
      const turn = turns.get(job);
      if (turn === undefined) return 0;
      return Math.max(0, performance.now() - (turn.begun === undefined ? turn.due : turn.begun + job.mostMs));
    },
    async stop() {
      isStopped = true;
      for (const { timer } of turns.values()) clearTimeout(timer);
      limit.clearQueue();
      await Promise.allSettled(running);
    },
  };
}
