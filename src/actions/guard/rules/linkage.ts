import type { GuardFinding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { nobody } from '../waiver.ts';

/** The issue must be named in the title or the text; what stands in a comment that nobody sees does not count. */
export function linkageFindings({ policy, pull }: Subject): readonly GuardFinding[] {
  if (policy.issue === undefined) return [];
  const text = `${pull.title}\n${pull.body.replaceAll(/<!--[\s\S]*?(?:-->|$)/gu, '')}`;
  if (new RegExp(policy.issue, 'u').test(text)) return [];
  return [
    {
      rule: 'issue',
      message: 'The pull request names no issue',
      limit: policy.issue,
      actual: 'none',
      fix: 'gh pr edit --body-file FILE, with a line such as `Fixes #123` in FILE',
      waiver: nobody(policy),
    },
  ];
}
