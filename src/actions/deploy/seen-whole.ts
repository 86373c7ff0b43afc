import type { Outcome } from '../../core/action.ts';
import type { DeployStep } from './steps.ts';

/** What an exercise comes to in which nothing failed: it is verified if every step, and what is there now, could be seen. */
export function seenWhole(
  steps: readonly DeployStep[],
  now: { readonly reasons: readonly string[] },
): Pick<Outcome, 'verdict' | 'reason' | 'fix'> {
  const unknown = [...new Set([...steps.flatMap(({ reasons }) => reasons), ...now.reasons])];
  return unknown.length === 0
    ? { verdict: 'verified' }
    : {
        verdict: 'unknown',
        reason: unknown.join('; '),
        fix: 'See to it that it can be seen: a probe, health checks, a machine that runs.',
      };
}
