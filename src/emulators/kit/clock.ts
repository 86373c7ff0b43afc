import type { Clock } from '../../core/clock.ts';
import { Failure } from '../../core/failure.ts';

export interface ClockChange {
  /** Emulated seconds for one real second: 1 keeps time, 60 makes a minute of each second, 0 freezes. */
  readonly rate?: number;
  /** Jump to this moment. */
  readonly now?: Date;
  /** Jump so far, backwards when negative; after `now`, when both are given. */
  readonly advanceMs?: number;
}

/** The time of one emulator: what it writes into answers and what its deadlines are measured by. */
export interface AdjustableClock extends Clock {
  readonly rate: number;
  /** Throws the Failure `emulator.clock`, and changes nothing, when that is not a time a clock can show. */
  change(change: ClockChange): void;
}

/** A clock that runs with `base` until it is told otherwise. */
export function createClock(base: Clock): AdjustableClock {
  let rate = 1;
  let shown = base.now().getTime();
  let setAt = shown;
  const now = (): Date => new Date(shown + (base.now().getTime() - setAt) * rate);
  return {
    get rate() {
      return rate;
    },
    now,
    change(change) {
      const moment = (change.now ?? now()).getTime() + (change.advanceMs ?? 0);
      const next = change.rate ?? rate;
      if (!isMoment(moment) || !(next >= 0 && Number.isFinite(next))) throw impossible(change);
      shown = moment;
      setAt = base.now().getTime();
      rate = next;
    },
  };
}

function isMoment(time: number): boolean {
  return !Number.isNaN(new Date(time).getTime());
}

function impossible(change: ClockChange): Failure {
  return new Failure({
    code: 'emulator.clock',
    what: 'The emulator’s clock cannot be set so',
    why: `${JSON.stringify(change)} is no moment, or no speed of zero or more`,
    fix: 'Give a rate of 0 or more, a moment as an ISO time, or a number of milliseconds to advance.',
  });
}
