import type { Catalogue } from '../../core/action.ts';
import type { Step } from '../../core/binding.ts';
import type { Clock } from '../../core/clock.ts';
import type { Exec } from '../../core/command.ts';
import type { Breach, Measurement } from '../../core/constraint.ts';
import type { Constraints, Item } from '../../core/order.ts';
import type { Redactor } from '../../core/redactor.ts';
import type { RunFolder } from '../folder.ts';
import type { JournalStart } from '../journal.ts';
import type { Tally } from './tally.ts';

/** What is held to the order's limits: a task, a box, the monitoring line, the rollback. */
export interface Held {
  readonly number: string;
  readonly item?: Item;
  readonly steps: readonly Step[];
}

/** The limits of one task while it runs. */
export interface TaskHold {
  /** Calls programs as the task's children may. */
  execFor(step: Step): Exec;
  /** Looks at what the task did. Throws Failure `evidence.journal-lost`. */
  end(): Promise<readonly Breach[]>;
}

/** An order's limits while its run goes on. */
export interface HeldConstraints {
  /** The run's folder, to be written through: what else is found in it is somebody else's. */
  readonly folder: RunFolder;
  begin(held: Held): Promise<TaskHold>;
  /** Records that Prestage itself has just written outside the run's folder: they count for no task. Paths of the workspace. */
  excuse(paths: readonly string[]): void;
  /** Words and fix for a task that may no longer start; undefined while it may. */
  spent(): { readonly reason: string; readonly fix: string } | undefined;
  /** What was seen of each limit, the last task included. */
  account(): Promise<readonly Measurement[]>;
  /** The same, call for call and path for path. */
  readonly seen: Tally;
  close(): void;
}

export interface HoldOptions {
  readonly root: string;
  readonly rehearsal: boolean;
  readonly constraints: Constraints;
  readonly catalogue: Catalogue;
  readonly folder: RunFolder;
  /** Where the journal ends, at any time. */
  readonly journal: JournalStart;
  readonly childEnv: Readonly<Record<string, string>>;
  readonly temporary: string;
  readonly redactor: Redactor;
  readonly clock: Clock;
  /** Calls programs without limits: Prestage's own git. */
  readonly exec: Exec;
  readonly signal?: AbortSignal;
  /** What the run took before it was cut; 0 when it begins here. */
  readonly minutesBefore: number;
  /** The run's id. */
  readonly run: string;
  /** Whether it was cut before, and goes on here. */
  readonly resumed: boolean;
  /** Whether a task was at work then: what has changed since its beginning counts as its doing. */
  readonly cutInTask: boolean;
  /** Folders with credentials, absolute: children do not see what is in them. */
  readonly vaults: readonly string[];
  /** Why no sandbox is to be used, in words that follow `not enforced, `. */
  readonly withoutSandbox?: string;
}
