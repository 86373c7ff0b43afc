import type { GuardFinding } from './finding.ts';
import { branchFindings } from './rules/branch.ts';
import { capFindings } from './rules/caps.ts';
import { linkageFindings } from './rules/linkage.ts';
import { askedPolicy, askedWide, type OptIn } from './rules/opt-in.ts';
import { oddFindings, pathFindings, placeFindings } from './rules/paths.ts';
import { policyFindings } from './rules/policy.ts';
import { secretFindings } from './rules/secrets.ts';
import type { Subject } from './subject.ts';

export interface Judgement {
  readonly findings: readonly GuardFinding[];
  /** What was allowed, by whom and why. */
  readonly optIns: Readonly<Record<string, OptIn>>;
}

/** Every rule, each on its own: one that finds something hides no other. */
export async function judge(subject: Subject): Promise<Judgement> {
  const [wide, policy] = [askedWide(subject), askedPolicy(subject)];
  const findings = [
    ...branchFindings(subject),
    ...policyFindings(subject, policy.granted),
    ...wide.findings,
    ...policy.findings,
    ...capFindings(subject, wide.granted),
    ...oddFindings(subject),
    ...pathFindings(subject),
    ...placeFindings(subject),
    ...linkageFindings(subject),
    ...(await secretFindings(subject)),
  ];
  return {
    findings,
    optIns: {
      ...(wide.granted === undefined ? {} : { 'wide-change': wide.granted }),
      ...(policy.granted === undefined ? {} : { 'policy-change': policy.granted }),
    },
  };
}
