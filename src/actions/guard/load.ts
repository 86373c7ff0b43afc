import { Failure } from '../../core/failure.ts';
import type { GitChange } from '../../services/git/changes.ts';
import type { GitRange } from '../../services/git/range.ts';
import { readOrderText } from '../direction-file.ts';
import { pathTest, type PathTest } from './globs.ts';
import { readPolicy } from './policy/read.ts';
import { policyFile, type BranchRule, type Policy } from './policy/schema.ts';
import type { PullRequest } from './range/event.ts';
import type { Range } from './range/resolve.ts';
import { matchBranch } from './rules/branch.ts';
import { readAdded } from './scan/read-added.ts';
import type { Change, Subject, WorkOrder } from './subject.ts';
import { orderPath } from './work-order.ts';

export interface Asked {
  readonly range: Range;
  readonly pull: PullRequest & { readonly branch: string };
  /** Where the workspace lies in its repository: `` at the top, else `folder/`. */
  readonly prefix: string;
  readonly now: Date;
}

/** Reads all that the rules look at. Policy and order come from the merge base, never from the head. */
export async function loadSubject(git: GitRange, { range, pull, prefix, now }: Asked): Promise<Subject> {
  const policy = await policyAt(git, range.mergeBase);
  const matched = matchBranch(policy, pull.branch);
  const workOrder = matched === undefined ? undefined : await orderAt(git, range, matched);
  const parts = [policyFile, ...(workOrder === undefined ? [] : [workOrder.path])];
  const raw = await git.changes(range.mergeBase, range.head);
  const changes = await withSizes(git, raw, policy, prefix);
  return {
    range,
    policy,
    pull,
    branchRule: matched?.rule,
    workOrder,
    changes,
    newTop: await newNames(git, range),
    messages: await git.messages(range.mergeBase, range.head),
    added: await readAdded(git, range, changes, prefix),
    outdated: await changedAtBase(git, range, parts),
    isPolicy: policyTest(policy, parts),
    now,
  };
}

async function policyAt(git: GitRange, commit: string): Promise<Policy> {
  const text = await git.text(commit, policyFile);
  if (text !== undefined) return readPolicy(text);
  throw new Failure({
    code: 'guard.no-policy',
    what: `There is no ${policyFile} where the branch left its base`,
    why: `commit ${commit.slice(0, 12)} has none: there is nothing to be held to, and what the head brings does not count`,
    fix: `Commit ${policyFile} to the base branch first, and merge the base into the branch.`,
    file: policyFile,
  });
}

async function orderAt(
  git: GitRange,
  range: Range,
  { rule, groups }: { readonly rule: BranchRule; readonly groups: Readonly<Record<string, string>> },
): Promise<WorkOrder | undefined> {
  const path = orderPath(rule, groups);
  if (path === undefined) return undefined;
  const text = await git.text(range.mergeBase, path);
  const order = text === undefined ? undefined : readOrderText(text, path);
  if (order !== undefined) return { path, order };
  throw new Failure({
    code: 'guard.no-order',
    what: `There is no order ${path} where the branch left its base`,
    why: text === undefined ? 'the base has no such file' : 'it is no direction',
    fix: `Commit ${path} to the base branch first, or name the branch after an order that is there.`,
    file: path,
  });
}

function policyTest({ protect }: Policy, parts: readonly string[]): PathTest {
  const fits = pathTest(protect);
  return (path) => parts.includes(path) || fits(path);
}

async function changedAtBase(git: GitRange, range: Range, parts: readonly string[]): Promise<readonly string[]> {
  const changed: string[] = [];
  for (const path of range.base === range.mergeBase ? [] : parts) {
    if ((await git.text(range.base, path)) !== (await git.text(range.mergeBase, path))) changed.push(path);
  }
  return changed;
}

async function newNames(git: GitRange, range: Range): Promise<readonly string[]> {
  const before = new Set(await git.top(range.mergeBase));
  return (await git.top(range.head)).filter((name) => !before.has(name));
}

function isBlob({ status, mode }: GitChange): boolean {
  return status !== 'deleted' && mode !== '160000';
}

async function withSizes(
  git: GitRange,
  raw: readonly GitChange[],
  policy: Policy,
  prefix: string,
): Promise<readonly Change[]> {
  const sizes = await git.sizes(raw.filter(isBlob).map(({ object }) => object));
  const [isGenerated, isEvidence] = [pathTest(policy.generated), pathTest(policy.evidence)];
  return raw.map((change) => {
    const path = change.path.startsWith(prefix) ? change.path.slice(prefix.length) : `:/${change.path}`;
    const bytes = isBlob(change) ? sizes.get(change.object) : 0;
    const written = change.status === 'deleted' ? 'deleted' : 'counted';
    const kind = isEvidence(path) ? 'evidence' : isGenerated(path) ? 'generated' : written;
    return { ...change, path, bytes, kind };
  });
}
