import type { NoSandbox, Sandbox } from '../../services/sandbox/open.ts';
import type { HoldOptions } from './held.ts';
import type { Tallying } from './tally.ts';
import type { TimeBudget } from './time-budget.ts';
import type { Call } from './tools/calls.ts';
import type { ModuleTool } from './tools/module-tools.ts';
import type { EvidenceWatch } from './tree/evidence-watch.ts';
import type { TreeWatch } from './tree/watch.ts';
import type { Workplace } from './workplace.ts';

/** What the tasks of one run share. */
export interface Holding extends HoldOptions {
  readonly workplace: Workplace;
  readonly sandbox: Sandbox | NoSandbox;
  readonly evidence: EvidenceWatch;
  readonly tree: TreeWatch;
  readonly time: TimeBudget;
  readonly tally: Tallying;
  /** Tools that a direction would have to allow, in a folder of packages. */
  readonly moduleTools: (modules: string) => readonly ModuleTool[];
  /** Paths that came into the index or left it since it was asked last. */
  stagedSince(): Promise<readonly string[]>;
  /** Writes down what was seen so far, for a run that goes on. */
  remember(): void;
  /** Who is told of calls from now on. */
  listen(receiver: (call: Call) => void): void;
}
