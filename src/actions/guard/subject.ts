import type { Order } from '../../core/order.ts';
import type { GitChange } from '../../services/git/changes.ts';
import type { CommitMessage } from '../../services/git/range.ts';
import type { PathTest } from './globs.ts';
import type { BranchRule, Policy } from './policy/schema.ts';
import type { PullRequest } from './range/event.ts';
import type { Range } from './range/resolve.ts';
import type { AddedText } from './scan/added.ts';

export type ChangeKind = 'counted' | 'deleted' | 'generated' | 'evidence';

/** A file of the range, by its path in the workspace: `:/x` lies outside of it. */
export interface Change extends GitChange {
  readonly kind: ChangeKind;
  /** Of what the head holds; 0 for one that is deleted; undefined when git does not have it. */
  readonly bytes: number | undefined;
}

/** The direction that a branch works under, as the merge base has it. */
export interface WorkOrder {
  readonly path: string;
  readonly order: Order;
}

/** All that the rules look at: plain data, so that each is a function of it. */
export interface Subject {
  readonly range: Range;
  readonly policy: Policy;
  readonly pull: PullRequest & { readonly branch: string };
  /** What fits the branch's name; undefined when nothing does. */
  readonly branchRule: BranchRule | undefined;
  readonly workOrder: WorkOrder | undefined;
  readonly changes: readonly Change[];
  /** Names at the top of the head that the merge base does not have. */
  readonly newTop: readonly string[];
  readonly messages: readonly CommitMessage[];
  readonly added: readonly AddedText[];
  /** Files of the policy that the base has changed since the head left it. */
  readonly outdated: readonly string[];
  readonly isPolicy: PathTest;
  /** The moment that expiries are held against. */
  readonly now: Date;
}
