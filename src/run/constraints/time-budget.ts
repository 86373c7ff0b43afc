import { performance } from 'node:perf_hooks';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';

/** The minutes that the order allows a run, counted from its start by a clock that nobody sets. */
export interface TimeBudget {
  /** Aborts when they are over; what it ended gets a Failure `constraints.minutes` as its reason. */
  readonly signal: AbortSignal;
  minutesUsed(): number;
  isOver(): boolean;
  stop(): void;
}

/** `used` is what an earlier part of the same run has taken, in minutes. Without a limit it never ends. */
export function startTimeBudget(limit: number | undefined, used = 0): TimeBudget {
  const started = performance.now();
  const controller = new AbortController();
  const minutesUsed = (): number => used + (performance.now() - started) / 60_000;
  const left = limit === undefined ? undefined : Math.max(0, limit - used) * 60_000;
  const timer =
    left === undefined
      ? undefined
      : setTimeout(() => controller.abort(timeIsOver(limit)), Math.min(left, longestTimer));
  timer?.unref();
  return {
    signal: controller.signal,
    minutesUsed,
    isOver: () => controller.signal.aborted || (limit !== undefined && minutesUsed() > limit),
    stop: () => clearTimeout(timer),
  };
}

/** Node's timers end at 2³¹−1 ms, 24 days. */
const longestTimer = 2_147_483_647;

function timeIsOver(limit: number | undefined): Failure {
  return new Failure(
    {
      code: 'constraints.minutes',
      what: 'The time that the order allows is over',
      why: `its Budget says ≤ ${limit} minutes`,
      fix: 'Split the order, or raise the minutes in its Budget.',
    },
    exitCodes.failed,
  );
}
