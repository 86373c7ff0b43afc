import type { Breach } from '../../core/constraint.ts';
import type { Verdict } from '../../core/verdict.ts';
import { breachWords } from './words.ts';

/** What is said of a task so far. */
interface Settled {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  readonly fix: string | undefined;
}

/** A task that went over a limit failed, whatever came of its actions: the limit is said first. */
export function heldTo(breaches: readonly Breach[], settled: Settled): Settled {
  const [first] = breaches;
  if (first === undefined) return settled;
  const reasons = [...breaches.map(breachWords), ...(settled.reason === undefined ? [] : [settled.reason])];
  return { verdict: 'failed', reason: reasons.join(' · '), fix: first.fix };
}
