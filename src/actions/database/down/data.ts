import type { StatementKind } from '../sql/classify.ts';

/** What apply works from. Types, not interfaces: a plan is JSON. */
export type PlannedDown = {
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly sha256: string;
  /** What the trial of these very bytes came to. */
  readonly state: string;
  readonly says: readonly string[];
  readonly statements: readonly { readonly line: number; readonly kind: StatementKind; readonly text: string }[];
};

/** An object and what it is afterwards: the digest of its state, or nothing when it is gone. */
export type Expected = { readonly object: string; readonly state: string | null };

export type DownData = {
  /** As people know it: `db.example.com:5432/postgres`. */
  readonly target: string;
  /** The newest first, as they are run. */
  readonly downs: readonly PlannedDown[];
  /** Versions that the environment had before. */
  readonly applied: readonly string[];
  readonly expected: readonly Expected[];
  /** Tables and columns that go, with rows or values in them that have come since. How many changes by the minute: a plan that said it would be another each time. */
  readonly holding: readonly string[];
};

/** What somebody may knowingly go ahead with. */
export const acceptable = ['schema-only', 'untried', 'rows-since'] as const;
export type Acceptable = (typeof acceptable)[number];
