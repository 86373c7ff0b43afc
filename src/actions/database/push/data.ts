import type { StatementKind } from '../sql/classify.ts';

/** What apply works from. Types, not interfaces: a plan is JSON. */
export type PlannedStatement = { readonly line: number; readonly kind: StatementKind; readonly text: string };

export type PlannedFile = {
  readonly name: string;
  readonly path: string;
  readonly version: string;
  readonly sha256: string;
  /** All or nothing. */
  readonly atomic: boolean;
  readonly statements: readonly PlannedStatement[];
};

/** What the shadow run came to: it is in a plan only when everything went through. */
export type ShadowFacts = { readonly engine: string; readonly version: string; readonly files: number };

export type PushData = {
  /** As people know it: `db.example.com:5432/postgres`. */
  readonly target: string;
  readonly cli: { readonly major: number; readonly text: string };
  readonly pending: readonly PlannedFile[];
  /** Versions that the environment had before. */
  readonly applied: readonly string[];
  /** Why there is none, when it is a sentence. */
  readonly shadow: ShadowFacts | string;
  readonly squawk: readonly string[];
  readonly warnings: readonly string[];
  /** Left over from before. */
  readonly invalidIndexes: readonly string[];
};
