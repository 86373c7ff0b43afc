import { Failure } from '../../../core/failure.ts';
import { shellWords } from '../../../core/shell-words.ts';
import type { GitRange } from '../../../services/git/range.ts';

/** The commits that are judged: full names. */
export interface Range {
  /** The newest commit of the branch that it is to be merged into. */
  readonly base: string;
  readonly head: string;
  /** Where the head left the base: what it is compared with, and whose policy holds. */
  readonly mergeBase: string;
}

/** Throws Failure `guard.base-unknown`, `guard.head-unknown`, `guard.shallow`, `guard.unrelated`, `guard.crossed`. */
export async function resolveRange(git: GitRange, base: string, head: string): Promise<Range> {
  if (await git.isShallow()) throw shallow();
  const [baseCommit, headCommit] = [await git.commit(base), await git.commit(head)];
  if (baseCommit === undefined) throw unknown('base', base);
  if (headCommit === undefined) throw unknown('head', head);
  const [mergeBase, ...others] = await git.mergeBases(baseCommit, headCommit);
  if (mergeBase === undefined) throw unrelated(base, head);
  if (others.length > 0) throw crossed(base, others.length + 1);
  return { base: baseCommit, head: headCommit, mergeBase };
}

function shallow(): Failure {
  return new Failure({
    code: 'guard.shallow',
    what: 'The history is cut off',
    why: 'in a shallow clone the place where a branch began cannot be told',
    fix: 'Fetch all of it: `git fetch --unshallow`; in a workflow, `fetch-depth: 0` for actions/checkout.',
  });
}

function unknown(side: 'base' | 'head', revision: string): Failure {
  return new Failure({
    code: `guard.${side}-unknown`,
    what: `There is no commit ${revision} here`,
    why: `it was named as the ${side}`,
    fix: `Fetch it: \`${shellWords(['git', 'fetch', 'origin', revision])}\`.`,
  });
}

function unrelated(base: string, head: string): Failure {
  return new Failure({
    code: 'guard.unrelated',
    what: `${head} and ${base} have no commit in common`,
    why: 'what the one changes of the other cannot be told',
    fix: `Begin the branch anew: \`${shellWords(['git', 'switch', '--create', 'NAME', base])}\`, and cherry-pick onto it.`,
  });
}

/** Whoever chooses between several would choose whose policy holds. */
function crossed(base: string, many: number): Failure {
  return new Failure({
    code: 'guard.crossed',
    what: `The two sides were merged crosswise and have ${many} commits where they parted`,
    why: 'it cannot be told which of them holds the policy',
    fix: `Merge the base once more: \`${shellWords(['git', 'merge', base])}\`.`,
  });
}
