import { nextOf } from '../next.ts';
import type { CheckResult } from '../result.ts';

/** Where a watched check stands: what it came to when it was last asked, as long as that can be relied on. */
export interface Standing {
  readonly check: string;
  readonly environment: string;
  /** Undefined until it was asked for the first time. */
  readonly latest: CheckResult | undefined;
  /** In milliseconds of the clock. */
  readonly passedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** How late its next asking is, in milliseconds; 0 when it is not. */
  readonly lateMs: number;
  readonly everyMs: number;
}

/** Less is the timer's own inexactness, or a moment of much work. */
const patienceMs = 5_000;

export function isLate({ lateMs, everyMs }: Pick<Standing, 'lateMs' | 'everyMs'>): boolean {
  return lateMs > Math.max(patienceMs, everyMs);
}

/** What is said of it now: an answer that should have been renewed by now is no data. */
export function shownResult(standing: Standing): CheckResult | undefined {
  const { latest, lateMs } = standing;
  if (latest === undefined || !isLate(standing)) return latest;
  const summary = `it should have been asked again ${Math.round(lateMs / 1000)} s ago`;
  return { ...latest, state: 'unknown', code: 'stale', summary, next: nextOf('stale'), steps: [] };
}
