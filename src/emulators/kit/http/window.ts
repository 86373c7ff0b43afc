import type { Clock } from '../../../core/clock.ts';

/** What a caller is told of his allowance. */
export interface Allowance {
  readonly within: boolean;
  readonly left: number;
  /** When the next window begins. */
  readonly resets: Date;
}

/** Counts calls in windows of a fixed length that begin at round times, as most services do it. */
export class FixedWindow {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #lengthMs: number;
  readonly #taken = new Map<string, { window: number; calls: number }>();

  constructor(clock: Clock, limit: number, lengthMs: number) {
    this.#clock = clock;
    this.#limit = limit;
    this.#lengthMs = lengthMs;
  }

  /** Takes one call of whoever `key` is, also one that is over the limit. */
  take(key: string): Allowance {
    const window = Math.floor(this.#clock.now().getTime() / this.#lengthMs);
    const known = this.#taken.get(key);
    const calls = (known?.window === window ? known.calls : 0) + 1;
    this.#taken.set(key, { window, calls });
    const resets = new Date((window + 1) * this.#lengthMs);
    return { within: calls <= this.#limit, left: Math.max(0, this.#limit - calls), resets };
  }
}
