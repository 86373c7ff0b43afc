import { shellWords } from '../../../core/shell-words.ts';
import type { GuardFinding } from '../finding.ts';
import type { Change, Subject } from '../subject.ts';
import { byField, nobody } from '../waiver.ts';
import type { WideChange } from './opt-in.ts';

/** What is held against the caps: changed and deleted files alike. */
export function counted(changes: readonly Change[]): readonly Change[] {
  return changes.filter(({ kind }) => kind === 'counted' || kind === 'deleted');
}

export function linesOf(changes: readonly Change[]): number {
  return counted(changes).reduce((sum, { addedLines, deletedLines }) => sum + addedLines + deletedLines, 0);
}

/** The policy's cap, or the order's budget where that is less; a valid wide change lifts it to its own. */
export function capFindings(subject: Subject, wide: WideChange | undefined): readonly GuardFinding[] {
  const { policy, changes, newTop, workOrder } = subject;
  const budget = workOrder?.order.constraints.budget.files ?? policy.caps.files;
  const files = wide?.cap ?? Math.min(policy.caps.files, budget);
  const lines = wide?.lines ?? policy.caps.lines;
  const waiver = byField('wide-change', policy.wideChange);
  const split = `git switch --create NAME ${subject.range.mergeBase.slice(0, 12)} && git checkout ${subject.range.head.slice(0, 12)} -- PATHS: split it, a part a pull request`;
  return [
    ...over('files', counted(changes).length, files, 'files are changed or deleted', split, waiver),
    ...over('lines', linesOf(changes), lines, 'lines are added or deleted', split, waiver),
    ...over(
      'new-top-folders',
      newTop.length,
      policy.caps.newTopFolders,
      `names at the top are new: ${newTop.slice(0, 5).join(', ')}`,
      shellWords(['git', 'mv', '--', newTop[0] ?? '', 'FOLDER/']),
      nobody(policy),
    ),
    ...changes.flatMap((change) => sizeFinding(subject, change)),
  ];
}

function over(
  rule: string,
  actual: number,
  limit: number,
  what: string,
  fix: string,
  waiver: string,
): readonly GuardFinding[] {
  return actual <= limit ? [] : [{ rule, message: `${actual} ${what}`, limit, actual, fix, waiver }];
}

/** Of every kind: what is large stays in the history for ever. What git does not have here was not measured. */
function sizeFinding({ policy, range }: Subject, { path, bytes }: Change): readonly GuardFinding[] {
  const limit = policy.caps.bytesPerFile;
  if (bytes !== undefined && bytes <= limit) return [];
  const fix = `${shellWords(['git', 'rm', '--cached', '--', path])}, and out of the history: git rebase --interactive ${range.mergeBase.slice(0, 12)}`;
  const message = bytes === undefined ? 'Git does not have it here: its size is not known' : `It has ${bytes} bytes`;
  return [{ rule: 'file-size', path, message, limit, actual: bytes ?? 'unknown', fix, waiver: nobody(policy) }];
}
