import type { CommandRecord, EvidenceFile, Mode, Suite } from './action.ts';
import type { Measurement } from './constraint.ts';
import type { Json } from './json.ts';
import type { StandIn } from './stand-in.ts';
import type { Verdict } from './verdict.ts';

/** One action, as it went. */
export interface ActionRecord {
  readonly id: string;
  readonly environment?: string;
  readonly verdict: Verdict;
  readonly reason?: string;
  readonly asked?: string;
  readonly done?: string;
  readonly durationMs: number;
  readonly commands: readonly CommandRecord[];
  readonly evidence: readonly EvidenceFile[];
  readonly facts?: Readonly<Record<string, Json>>;
  readonly suites?: readonly Suite[];
}

/** What was taken out of all that a task printed, kept and said. Names of secrets and of rules, never values. */
export interface Redactions {
  /** The version of the rules. */
  readonly ruleSet: string;
  readonly count: number;
  readonly names: Readonly<Record<string, number>>;
}

/** One task, as it went; boxes, the monitoring line and the rollback have the same shape. */
export interface TaskRecord {
  /** `4`, `2.7`, `done-1`, `monitoring`, `rollback` */
  readonly number: string;
  /** Plain words. */
  readonly title: string;
  readonly verdict: Verdict;
  readonly reason?: string;
  /** What the reader can do about it, when it is not settled. */
  readonly fix?: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly actions: readonly ActionRecord[];
  /** The signed statements about it, relative to the run's folder. */
  readonly statements: readonly EvidenceFile[];
  /** Absent from what no run redacted: a task that never came to a verdict. */
  readonly redactions?: Redactions;
  readonly attestation?: Attestation;
  /** Of a rollback: the settled tasks whose work it set out to undo, by number. */
  readonly undoes?: readonly string[];
}

/** A person's word, shown as such and never as `verified`. */
export interface Attestation {
  readonly by: string;
  readonly note: string;
  readonly at: string;
  /** The name of the key that signed it. */
  readonly key: string;
  readonly files: readonly EvidenceFile[];
  /** Said where no repository holds the trust root: nobody's review stands behind the key. */
  readonly unreviewed?: string;
}

/** A run that was cut and went on. */
export interface Resumption {
  readonly at: string;
  /** Version of Prestage that it went on with. */
  readonly prestage: string;
  /** What was taken off the journal's end: a line that was half written. */
  readonly cutBytes: number;
}

/** A run, rebuilt from its journal: what pages, reports, ticks and `--json` are rendered from. */
export interface RunRecord {
  readonly run: string;
  readonly mode: Mode;
  readonly direction: { readonly path: string; readonly title: string; readonly digest: string };
  readonly bindingsDigest: string;
  readonly prestage: string;
  readonly verdict: Verdict;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly tasks: readonly TaskRecord[];
  readonly boxes: readonly TaskRecord[];
  readonly monitoring?: TaskRecord;
  readonly rollback?: TaskRecord;
  /** What was seen of the order's limits; absent in a run that did not end. */
  readonly measured?: readonly Measurement[];
  /** Each time that it went on after it was cut, in order; absent when it ran through. */
  readonly resumed?: readonly Resumption[];
  /** What stood for the services of its environments; absent from a live run. */
  readonly standIns?: readonly StandIn[];
  /** SHA-256 of the journal's last record, and how many records there are. */
  readonly head: string;
  readonly count: number;
}
