import type { GuardFinding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { byField, nobody } from '../waiver.ts';
import type { OptIn } from './opt-in.ts';
import { takeBack } from './paths.ts';

/** A head that changes what it is judged by is not judged by that, and yet the next one would be: an owner has to say yes. */
export function policyFindings(subject: Subject, approved: OptIn | undefined): readonly GuardFinding[] {
  const { policy, changes, isPolicy, outdated, range } = subject;
  const touched = approved === undefined ? changes.filter(({ path }) => isPolicy(path)) : [];
  return [
    ...touched.map((change) => ({
      rule: 'policy-change',
      path: change.path,
      message: 'It is part of the policy that pull requests are held to',
      limit: 'unchanged',
      actual: change.status,
      fix: takeBack(subject, change),
      waiver: byField('policy-change', policy.policyChange),
    })),
    ...outdated.map((path) => ({
      rule: 'policy-outdated',
      path,
      message: 'The base has changed it since this branch began: the newer one is to be held to',
      limit: range.base.slice(0, 12),
      actual: range.mergeBase.slice(0, 12),
      fix: `git merge ${range.base.slice(0, 12)}`,
      waiver: nobody(policy),
    })),
  ];
}
