import { shellWords } from '../../../core/shell-words.ts';
import type { GuardFinding } from '../finding.ts';
import { pathTest } from '../globs.ts';
import type { Change, Subject } from '../subject.ts';
import { nobody } from '../waiver.ts';

/** Takes a file of the range back to where it was. */
export function takeBack({ range }: Subject, { path, status }: Change): string {
  return status === 'added'
    ? shellWords(['git', 'rm', '--', path])
    : shellWords(['git', 'checkout', range.mergeBase.slice(0, 12), '--', path]);
}

/** Both sides of a rename are changes of their own, deletions and Markdown are changes like any other. */
export function pathFindings(subject: Subject): readonly GuardFinding[] {
  const { policy, branchRule, workOrder, changes } = subject;
  if (branchRule === undefined) return [];
  const allowed = [...(workOrder?.order.constraints.touched ?? []), ...(branchRule.paths ?? [])];
  const isAllowed = pathTest(allowed);
  const outside = changes.filter(({ path, plainName, kind }) => kind !== 'evidence' && !(plainName && isAllowed(path)));
  return outside.map((change) => ({
    rule: 'paths',
    path: change.path,
    message: `It is ${change.status}, and ${workOrder === undefined ? 'the branch' : workOrder.path} allows it not`,
    limit: allowed.join(', ') || 'nothing',
    actual: change.path,
    fix: takeBack(subject, change),
    waiver: nobody(policy),
  }));
}

/** A file that is taken away is no violation of these: it mends one. */
export function placeFindings(subject: Subject): readonly GuardFinding[] {
  const { policy, changes } = subject;
  const isForbidden = pathTest(policy.forbidden);
  const mayBeDoc = pathTest(policy.docs ?? ['**']);
  return changes
    .filter(({ status }) => status !== 'deleted')
    .flatMap((change) => [
      ...(isForbidden(change.path) || isForbidden(change.path.toLowerCase())
        ? [placeFinding(subject, change, 'forbidden', policy.forbidden, 'No pull request may bring it')]
        : []),
      ...(isMarkdown(change.path) && !mayBeDoc(change.path)
        ? [placeFinding(subject, change, 'docs', policy.docs ?? [], 'Markdown does not belong there')]
        : []),
    ]);
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|mdx|markdown)$/iu.test(path);
}

function placeFinding(
  subject: Subject,
  change: Change,
  rule: string,
  limit: readonly string[],
  message: string,
): GuardFinding {
  return {
    rule,
    path: change.path,
    message,
    limit: limit.join(', '),
    actual: change.path,
    fix: takeBack(subject, change),
    waiver: nobody(subject.policy),
  };
}

/** What no rule could judge by its name or its content. */
export function oddFindings(subject: Subject): readonly GuardFinding[] {
  return subject.changes.flatMap((change) => [
    ...(change.plainName ? [] : [odd(subject, change, 'name', 'UTF-8 without control characters')]),
    ...(change.mode === '160000' ? [odd(subject, change, 'submodule', 'files')] : []),
    ...(change.mode === '120000' && change.status !== 'deleted' ? [odd(subject, change, 'link', 'files')] : []),
  ]);
}

const oddWords = {
  name: 'Its name cannot be read, so that no rule can judge it',
  submodule: 'A submodule brings what nobody can judge here',
  link: 'A symbolic link may lead to what the policy forbids',
} as const;

function odd(subject: Subject, change: Change, rule: keyof typeof oddWords, limit: string): GuardFinding {
  const { path } = change;
  const fix = takeBack(subject, change);
  return { rule, path, message: oddWords[rule], limit, actual: change.mode, fix, waiver: nobody(subject.policy) };
}
