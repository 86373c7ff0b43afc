import type { Outcome } from './action.ts';
import type { Verdict } from './verdict.ts';

/** The exit codes of `prestage`, documented in docs/exit-codes.md and held by tests. */
export const exitCodes = {
  settled: 0,
  failed: 1,
  unsettled: 2,
  missing: 3,
  internal: 4,
  waiting: 5,
  usage: 64,
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

const byVerdict: Readonly<Record<Verdict, ExitCode>> = {
  verified: exitCodes.settled,
  attested: exitCodes.settled,
  degraded: exitCodes.unsettled,
  failed: exitCodes.failed,
  blocked: exitCodes.unsettled,
  unknown: exitCodes.unsettled,
  stale: exitCodes.unsettled,
  skipped: exitCodes.unsettled,
  waiting: exitCodes.waiting,
};

/** Where several hold, the first of these is the one that leaves the process. */
const strongestFirst: readonly ExitCode[] = [
  exitCodes.interrupted,
  exitCodes.usage,
  exitCodes.internal,
  exitCodes.missing,
  exitCodes.failed,
  exitCodes.unsettled,
  exitCodes.waiting,
];

export function strongestExitCode(codes: readonly ExitCode[]): ExitCode {
  return strongestFirst.find((code) => codes.includes(code)) ?? exitCodes.settled;
}

/** No verdicts is no data, which is never green. */
export function exitCodeOf(verdicts: readonly Verdict[]): ExitCode {
  if (verdicts.length === 0) return exitCodes.unsettled;
  return strongestExitCode(verdicts.map((verdict) => byVerdict[verdict]));
}

/** The name of a fact: what a check could not ask, for want of a credential. The others have been asked. */
export const missingFact = 'missingCredentials';

/** What an action by itself leaves the process with: its verdict, and 3 where a credential was missing. */
export function exitCodeOfOutcome({ verdict, facts }: Pick<Outcome, 'verdict' | 'facts'>): ExitCode {
  const own = exitCodeOf([verdict]);
  return facts?.[missingFact] === undefined ? own : strongestExitCode([own, exitCodes.missing]);
}
