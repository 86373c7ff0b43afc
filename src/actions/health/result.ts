import type { Json } from '../../core/json.ts';
import type { DiagnosisCode } from './diagnosis.ts';

/** Worst first: `unknown` is no data, and no data is never green. */
export const states = ['fail', 'unknown', 'degraded', 'pass'] as const;
export type State = (typeof states)[number];

/** What a check came to. */
export interface Finding {
  readonly state: State;
  /** Absent when it passed. */
  readonly code?: DiagnosisCode;
  /** One sentence for people; nothing of a reply's body but declared fields. */
  readonly summary: string;
  /** What to do next; required for anything but `pass`. */
  readonly next?: string;
  /** The order's words for it, where they differ from what was done. */
  readonly asked?: string;
  readonly done?: string;
  /** In the order in which they were taken. */
  readonly steps: readonly StepRecord[];
}

/** One call or question of a check: what may be kept of it, and nothing else. */
export interface StepRecord {
  readonly name: string;
  /** Method, scheme, host and path; never a query's values, user or password. Absent of what speaks no HTTP. */
  readonly call?: string;
  /** Absent when no answer came. */
  readonly status?: number;
  /** How often it was tried, and why again. */
  readonly attempts: readonly Attempt[];
  readonly phases: Phases;
  readonly headers?: readonly string[];
  readonly body?: BodyRecord;
  /** The declared fields and their values. */
  readonly fields: Readonly<Record<string, Json>>;
  readonly conditions: readonly ConditionRecord[];
}

export interface Attempt {
  readonly durationMs: number;
  readonly code?: DiagnosisCode;
  readonly status?: number;
}

/** Milliseconds; absent where it did not come to it, or where a kept connection spared it. */
export interface Phases {
  readonly dns?: number;
  readonly connect?: number;
  readonly tls?: number;
  readonly firstByte?: number;
  readonly total: number;
}

interface BodyRecord {
  readonly bytes: number;
  readonly sha256: string;
  /** Digest over the names and types of its JSON, without values; absent when it is none. */
  readonly shape?: string;
}

export interface ConditionRecord {
  /** As the config has it. */
  readonly condition: string;
  /** `unknown` when what it asks for is not in the reply. */
  readonly holds: boolean | 'unknown';
}

/** A finding with whose it is: what artifacts, incidents and reports are made of. */
export interface CheckResult extends Finding {
  /** Its name in the config. */
  readonly check: string;
  readonly kind: string;
  readonly environment: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
}

/** One run of checks in one environment: one artifact at `artifacts/ops/health/<environment>/`. */
export interface HealthRecord {
  readonly format: 'prestage.health/1';
  readonly environment: string;
  readonly mode: 'live' | 'rehearsal';
  readonly startedAt: string;
  readonly durationMs: number;
  /** Whether the control target answered: when not, it is the runner that is cut off. */
  readonly control: 'reachable' | 'unreachable' | 'not-configured';
  readonly state: State;
  readonly results: readonly CheckResult[];
}
