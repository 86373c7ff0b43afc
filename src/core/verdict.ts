/**
 * What is said of a task, an action or a box. `degraded` is said of what works, but not as it should. `stale` is said of evidence of what no longer stands: an older direction, or work
 * that was undone since.
 */
export type Verdict =
  'verified' | 'attested' | 'degraded' | 'failed' | 'blocked' | 'unknown' | 'waiting' | 'skipped' | 'stale';

/** Worst first: the order in which one verdict hides another, and in which exit codes do. */
const worstFirst: readonly Verdict[] = [
  'failed',
  'unknown',
  'blocked',
  'degraded',
  'stale',
  'skipped',
  'waiting',
  'attested',
  'verified',
];

/** The worst of several verdicts. No verdicts at all is `unknown`: no data is never green. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
  return worstFirst.find((verdict) => verdicts.includes(verdict)) ?? 'unknown';
}

export function isSettled(verdict: Verdict): boolean {
  return verdict === 'verified' || verdict === 'attested';
}
