import type { Clock } from '../../core/clock.ts';
import { FlyError } from './answers.ts';

/** One call a second for each action on each app or machine, three at once: https://fly.io/docs/machines/api/working-with-machines-api/ */
export interface FlyLimits {
  readonly perSecond: number;
  readonly burst: number;
}

export const publishedLimits: FlyLimits = { perSecond: 1, burst: 3 };

/** Looking at machines may be done this much more often: flyctl lists them three times in one command. */
const looks = { perSecond: 5, burst: 10 / 3 };

/** What is counted together: an action of an app or of one of its machines. Undefined when nothing is counted. */
export function actionOf(method: string, path: string): { readonly key: string; readonly isLook: boolean } | undefined {
  const { app, rest } = /^\/v1\/apps\/(?<app>[^/]+)\/(?<rest>.+)$/u.exec(path)?.groups ?? {};
  if (app === undefined || rest === undefined) return undefined;
  const [room = '', id = '', action = ''] = rest.split('/');
  const isMachine = room === 'machines' && id !== '';
  const key = `${method} ${app} ${isMachine ? `${id} ${action}` : room}`;
  return { key, isLook: room === 'machines' && method === 'GET' };
}

/** A bucket for each action on each app, by the emulator's clock. */
export class Buckets {
  readonly #clock: Clock;
  readonly #limits: FlyLimits;
  readonly #buckets = new Map<string, { left: number; at: number }>();

  constructor(clock: Clock, limits: FlyLimits) {
    this.#clock = clock;
    this.#limits = limits;
  }

  take(method: string, path: string): void {
    const action = actionOf(method, path);
    if (action === undefined) return;
    const now = this.#clock.now().getTime();
    const perSecond = this.#limits.perSecond * (action.isLook ? looks.perSecond : 1);
    const burst = this.#limits.burst * (action.isLook ? looks.burst : 1);
    const { left, at } = this.#buckets.get(action.key) ?? { left: burst, at: now };
    const filled = Math.min(burst, left + (Math.max(0, now - at) / 1000) * perSecond);
    if (filled < 1) throw new FlyError(429, 'rate limit exceeded');
    this.#buckets.set(action.key, { left: filled - 1, at: now });
  }
}
