import type { Context } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { GitHubError } from './answers.ts';

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export interface LimitSettings {
  /** Calls an hour. */
  readonly hourly: number;
  /** Points a minute: one for a read, five for anything else. */
  readonly points: number;
  /** Writes a minute, and an hour, of what makes content. */
  readonly contentMinute: number;
  readonly contentHour: number;
}

export const publishedLimits: LimitSettings = { hourly: 5000, points: 900, contentMinute: 80, contentHour: 500 };

const minute = 60_000;
const hour = 60 * minute;

/** Counts calls by the emulator's clock, and turns away what is over. */
export class Limits {
  readonly #clock: Clock;
  readonly #settings: LimitSettings;
  #calls: { at: number; points: number; content: boolean }[] = [];
  #windowEnds = 0;
  #used = 0;

  constructor(clock: Clock, settings: LimitSettings) {
    this.#clock = clock;
    this.#settings = settings;
  }

  /** Throws what GitHub answers: 403 either way, told apart by the remaining count, and by `retry-after` of the secondary. */
  take(c: Context): void {
    const now = this.#clock.now().getTime();
    this.#renew(now);
    if (c.req.path === '/rate_limit') return;
    if (this.#used >= this.#settings.hourly)
      throw new GitHubError(403, 'API rate limit exceeded for user ID 1.', { headers: this.headers() });
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    const call = { at: now, points: reads ? 1 : 5, content: c.req.method === 'POST' || c.req.method === 'PUT' };
    const wait = this.#overIn(call);
    if (wait !== undefined)
      throw new GitHubError(
        403,
        'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
        { headers: { ...this.headers(), 'retry-after': String(Math.ceil(wait / 1000)) } },
      );
    this.#used += 1;
    this.#calls.push(call);
  }

  headers(): Readonly<Record<string, string>> {
    const { hourly } = this.#settings;
    return {
      'x-ratelimit-limit': String(hourly),
      'x-ratelimit-remaining': String(Math.max(0, hourly - this.#used)),
      'x-ratelimit-used': String(this.#used),
      'x-ratelimit-reset': String(Math.ceil(this.#windowEnds / 1000)),
      'x-ratelimit-resource': 'core',
    };
  }

  /** As GET /rate_limit has it, which costs nothing. */
  shown() {
    const { hourly } = this.#settings;
    const core = {
      limit: hourly,
      used: this.#used,
      remaining: Math.max(0, hourly - this.#used),
      reset: Math.ceil(this.#windowEnds / 1000),
    };
    return { resources: { core, search: { ...core, limit: 30, used: 0, remaining: 30 } }, rate: core };
  }

  #renew(now: number): void {
    this.#calls = this.#calls.filter(({ at }) => at > now - hour);
    if (now < this.#windowEnds) return;
    this.#windowEnds = now + hour;
    this.#used = 0;
  }

  /** Milliseconds until the call would be taken; undefined when it is taken now. */
  #overIn(call: { at: number; points: number; content: boolean }): number | undefined {
    const { points, contentMinute, contentHour } = this.#settings;
    const last = this.#calls.filter(({ at }) => at > call.at - minute);
    const spent = last.reduce((sum, each) => sum + each.points, 0);
    const made = last.filter(({ content }) => content);
    const madeInHour = this.#calls.filter(({ content }) => content);
    const waits = [
      ...(spent + call.points > points ? [ends(last[0], minute, call.at)] : []),
      ...(call.content && made.length >= contentMinute ? [ends(made[0], minute, call.at)] : []),
      ...(call.content && madeInHour.length >= contentHour ? [ends(madeInHour[0], hour, call.at)] : []),
    ];
    return waits.length === 0 ? undefined : Math.max(...waits);
  }
}

function ends(oldest: { at: number } | undefined, span: number, now: number): number {
  return Math.max(1, (oldest?.at ?? now) + span - now);
}
