import type { GuardFinding } from '../finding.ts';
import type { BranchRule, Policy } from '../policy/schema.ts';
import { nobody } from '../waiver.ts';
import type { Subject } from '../subject.ts';

/** The first whose pattern matches the whole name, and the named groups of it. */
export function matchBranch(
  { branches }: Policy,
  name: string,
): { rule: BranchRule; groups: Readonly<Record<string, string>> } | undefined {
  for (const rule of branches) {
    const match = new RegExp(`^(?:${rule.pattern})$`, 'u').exec(name);
    if (match !== null) return { rule, groups: { ...match.groups } };
  }
  return undefined;
}

export function branchFindings({ policy, pull, branchRule }: Subject): readonly GuardFinding[] {
  if (branchRule !== undefined) return [];
  const patterns = policy.branches.map(({ pattern }) => pattern).join(' or ');
  return [
    {
      rule: 'branch-name',
      message: `The branch ${pull.branch} has no name that the policy knows`,
      limit: patterns,
      actual: pull.branch,
      fix: `git branch --move NAME, with a NAME that matches ${patterns}; then open the pull request from it`,
      waiver: nobody(policy),
    },
  ];
}
