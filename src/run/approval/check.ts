import type { Clock } from '../../core/clock.ts';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { TrustRoot } from '../../core/trust.ts';
import { openBundle } from '../../evidence/bundle.ts';
import { predicateTypes } from '../../evidence/predicate-types.ts';
import type { StatementOf } from '../../evidence/schema/statement.ts';
import type { ApprovalRequest } from './request.ts';

export type GivenApproval = StatementOf<(typeof predicateTypes)['approval']>['predicate'];

/** Further than this ahead of our clock, a moment of approval is not believed. Milliseconds. */
const clockTolerance = 5 * 60_000;

/**
 * Reads an approval and holds it to what was asked: the same run, task, action, environment, plan and nonce, not expired,
 * signed by a key that may approve. @throws Failure `approval.*`, `evidence.*`
 */
export function checkApproval(bundle: string, asked: ApprovalRequest, trust: TrustRoot, clock: Clock): GivenApproval {
  const statement = openBundle(bundle, trust, ['approve']);
  if (statement.predicateType !== predicateTypes.approval)
    throw refused('kind', 'it is a statement of another kind', asked);
  const given = statement.predicate;
  const differing = differencesOf(given, asked);
  if (differing.includes('plan')) throw planChanged(asked);
  if (differing.length > 0) throw refused('other', `it is for another ${differing.join(', ')}`, asked);
  const now = clock.now().getTime();
  if (Date.parse(given.expiresOn) <= now) throw refused('expired', `it expired at ${given.expiresOn}`, asked);
  if (Date.parse(given.approvedOn) > now + clockTolerance)
    throw refused('future', `it is dated ${given.approvedOn}`, asked);
  return given;
}

function differencesOf({ context, ...given }: GivenApproval, asked: ApprovalRequest): readonly string[] {
  const names = ['task', 'action', 'environment', 'plan', 'nonce'] as const;
  const differing = names.filter((name) => given[name] !== asked[name]);
  return context.run === asked.run ? differing : ['run', ...differing];
}

function planChanged(asked: ApprovalRequest): Failure {
  return new Failure(
    {
      code: 'approval.plan-changed',
      what: `What ${asked.action} would do to ${asked.environment} is no longer what was approved`,
      why: 'the plan was made again just before it was applied, and it differs',
      fix: `Look at the new plan and approve it: prestage approve ${asked.run} ${asked.task}`,
    },
    exitCodes.waiting,
  );
}

function refused(slug: string, why: string, asked: ApprovalRequest): Failure {
  return new Failure(
    {
      code: `approval.${slug}`,
      what: `The approval of ${asked.action} on ${asked.environment} does not count`,
      why,
      fix: `Approve the plan as it stands: prestage approve ${asked.run} ${asked.task}`,
    },
    exitCodes.waiting,
  );
}
