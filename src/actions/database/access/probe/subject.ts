import type { Relation } from '../catalogue/schema.ts';
import type { Label } from '../which.ts';
import type { AccessKind, Persona } from '../types.ts';

/** A row that is there while the probes run. */
export interface LyingRow {
  readonly ctid: string;
  readonly values: readonly (string | null)[];
  /** The persona that it belongs to. */
  readonly owner: string | undefined;
  /** Whether we made it: only these are inserted again. */
  readonly planted: boolean;
  /** Of one that we made: in what it differs from the plain row of its world. */
  readonly label?: Label;
  /** Of one that we made: whose world it is of. */
  readonly of?: string;
}

/** What probes are aimed at: a table, a bucket (rows of storage.objects) or a view. */
export interface Subject {
  readonly object: string;
  readonly kind: AccessKind;
  readonly relation: Relation;
  readonly rows: readonly LyingRow[];
  /** Whether its rows belong to somebody. */
  readonly owned: boolean;
  /** Columns that say whose a row is, and may be changed without breaking a key. */
  readonly owners: readonly string[];
  /** Why there are no rows, where there are none. */
  readonly without?: string;
  /** Columns that the code of its triggers names. */
  readonly guarded?: readonly string[];
  /** Why there are not all rows that might matter, where there are not. */
  readonly short?: string;
}

/** What a role may name of a relation: `all` columns, or those. */
export interface Allowed {
  readonly select: Columns;
  readonly insert: Columns;
  readonly update: Columns;
}
export type Columns = 'all' | readonly string[];

export interface Asking {
  readonly persona: Persona;
  readonly allowed: Allowed;
  /** Whether the role goes round row level security. */
  readonly bypasses: boolean;
  /** Whether triggers may be kept from seeing what only makes room for a probe. */
  readonly scratch: boolean;
}

const enough = 600;

export function ownRows({ rows, owned }: Subject, { name }: Persona): readonly LyingRow[] {
  return owned ? rows.filter(({ owner }) => owner === name).slice(0, enough) : [];
}

export function otherRows({ rows, owned }: Subject, { name }: Persona): readonly LyingRow[] {
  return rows.filter(({ owner }) => !owned || owner !== name).slice(0, enough);
}

export function settingsOf({ role, claims, settings }: Persona): Readonly<Record<string, string>> {
  return {
    'request.jwt.claims': JSON.stringify({ role, ...claims }),
    // As PostgREST and the Storage API have it.
    search_path: 'public, extensions',
    'storage.allow_delete_query': 'true',
    ...settings,
  };
}
