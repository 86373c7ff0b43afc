import type { EvidenceFile, Mode } from './action.ts';
import type { Measurement } from './constraint.ts';
import type { ActionRecord, Attestation, TaskRecord } from './record.ts';
import type { StandIn } from './stand-in.ts';
import type { Verdict } from './verdict.ts';

/** The journal's format; raised when a reader of the old one would misread the new. */
export const journalVersion = 1;

/** A person's leave, as it was spent: written before the apply that it allows. */
export interface UsedApproval {
  readonly action: string;
  readonly environment: string;
  /** SHA-256 of the plan's canonical JSON. */
  readonly plan: string;
  readonly by: string;
  readonly approvedOn: string;
  readonly expiresOn: string;
  readonly nonce: string;
  /** The name of the key that signed it. */
  readonly key: string;
  readonly statement: EvidenceFile;
  /** Said where no repository holds the trust root: nobody's review stands behind the key. */
  readonly unreviewed?: string;
}

/** What a record says. The intent (`task.started`, `action.planned`) stands before the effect. */
export type JournalEntry =
  | {
      readonly kind: 'run.opened';
      readonly run: string;
      readonly mode: Mode;
      readonly direction: { readonly path: string; readonly title: string; readonly digest: string };
      readonly bindingsDigest: string;
      readonly prestage: string;
      readonly tasks: readonly { readonly number: string; readonly title: string }[];
      /** Tasks that are not run, with the reason: a run that is resumed leaves out the same. */
      readonly leftOut?: readonly { readonly number: string; readonly reason: string }[];
      /** Of a rehearsal: what stood for the services of its environments. */
      readonly standIns?: readonly StandIn[];
    }
  /** A run that was cut goes on. `cutBytes` is what was taken off the journal's end: a line that was half written. */
  | { readonly kind: 'run.resumed'; readonly prestage: string; readonly cutBytes: number }
  | { readonly kind: 'task.started'; readonly number: string; readonly title: string }
  | {
      readonly kind: 'action.planned';
      readonly number: string;
      /** Which of the task's actions, from 0. */
      readonly step: number;
      readonly action: string;
      readonly environment?: string;
      /** SHA-256 of the plan's canonical JSON. */
      readonly plan: string;
      readonly summary: string;
      /** The plan as it was kept: its digest is `plan`, unless a secret had to be taken out of it. */
      readonly kept: EvidenceFile;
    }
  | {
      readonly kind: 'action.settled';
      readonly number: string;
      readonly step: number;
      readonly action: ActionRecord;
      /** What the reader can do about it, when it is not settled. */
      readonly fix?: string;
    }
  | {
      /** The action is not applied until a person has approved this plan. */
      readonly kind: 'approval.awaited';
      readonly number: string;
      readonly action: string;
      readonly environment: string;
      readonly plan: string;
    }
  | { readonly kind: 'approval.used'; readonly number: string; readonly approval: UsedApproval }
  | { readonly kind: 'task.settled'; readonly task: TaskRecord }
  /** What the run kept of its order's limits; the last one counts. */
  | { readonly kind: 'constraints.measured'; readonly measured: readonly Measurement[] }
  | { readonly kind: 'run.closed'; readonly verdict: Verdict; readonly durationMs: number }
  | {
      readonly kind: 'lock.acquired';
      readonly environment: string;
      readonly owner: string;
      readonly reason: string;
      /** Fencing token: higher with every lease on the environment. */
      readonly token: number;
      /** The lease before it, which ran out and was never given back. */
      readonly tookOver?: {
        readonly owner: string;
        readonly run: string;
        readonly token: number;
        readonly since: string;
      };
    }
  /** `held` is whether it was still ours to give back. */
  | {
      readonly kind: 'lock.released';
      readonly environment: string;
      readonly token: number;
      readonly held: boolean;
    }
  /** The database that keeps the lock is down, and a person said to go on, and why. */
  | {
      readonly kind: 'lock.broken-glass';
      readonly environment: string;
      readonly reason: string;
      readonly why: string;
    }
  | { readonly kind: 'lock.not-held'; readonly environment: string; readonly why: string }
  | { readonly kind: 'task.attested'; readonly number: string; readonly attestation: Attestation };

/** A line of `journal.jsonl`, in canonical JSON. `prev` is the SHA-256 of the line before, without its line feed. */
export interface JournalRecord {
  readonly v: typeof journalVersion;
  readonly seq: number;
  readonly at: string;
  readonly prev: string;
  readonly entry: JournalEntry;
}

/** `prev` of the first record. */
export const genesis = '0'.repeat(64);
