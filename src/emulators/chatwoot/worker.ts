import type { Clock } from '../../core/clock.ts';
import type { ChatwootState } from './state.ts';

const everyMs = 5 * 60_000;
const oldestMs = 3 * 24 * 60 * 60_000;

/**
 * Sidekiq, as far as it shows: at every fifth minute its schedule reopens conversations whose time to be snoozed is over,
 * unless it has been over for more than three days. What was due is done when the next call comes in, by the emulator's
 * clock; what was due while the worker was dead is not done, until a later tick finds it.
 */
export class Worker {
  readonly #state: ChatwootState;
  readonly #clock: Clock;
  #ticked: number;

  constructor(state: ChatwootState, clock: Clock) {
    this.#state = state;
    this.#clock = clock;
    this.#ticked = lastTick(clock);
  }

  /** Does what was due since the last time, or lets it go by. */
  catchUp(alive: boolean): void {
    const last = lastTick(this.#clock);
    if (alive) this.#reopen(this.#ticked + everyMs, last);
    this.#ticked = last;
  }

  /** At the ticks from `first` to `last`. */
  #reopen(first: number, last: number): void {
    for (const conversation of this.#state.conversations) {
      const until = conversation.snoozedUntil?.getTime();
      if (conversation.status !== 'snoozed' || until === undefined) continue;
      const due = Math.max(first, Math.ceil(until / everyMs) * everyMs);
      if (due > last || until < due - oldestMs) continue;
      conversation.status = 'open';
      conversation.snoozedUntil = null;
    }
  }
}

function lastTick(clock: Clock): number {
  return Math.floor(clock.now().getTime() / everyMs) * everyMs;
}
