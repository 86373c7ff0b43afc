import type { Clock } from '../../core/clock.ts';
import { FlyError } from './answers.ts';

/** One call a second for each action on each app, three at once: https://fly.io/docs/machines/api/working-with-machines-api/ */
export interface FlyLimits {
  readonly perSecond: number;
  readonly burst: number;
}

export const publishedLimits: FlyLimits = { perSecond: 1, burst: 3 };

/** A bucket for each action on each app, by the emulator's clock. */
export class Buckets {
  readonly #clock: Clock;
  readonly #limits: FlyLimits;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(clock: Clock, limits: FlyLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  take(action: string): void {
    const now = this.#clock.now().getTime();
    const { perSecond, burst } = this.#limits;
    const { left, at } = this.#buckets.get(action) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond);
    if (filled < 1) throw new FlyError(429, 'rate limit exceeded');
    this.#buckets.set(action, { left: filled - 1, at: now });
  }
}
