/** Somebody who comes to the database: a role, and what the request says of him. */
export interface Persona {
  readonly name: string;
  /** Of the database: `anon`, `authenticated`, `service_role`, or one of the workspace's own. */
  readonly role: string;
  /** Of the token: what `auth.uid()` and `auth.jwt()` read. `role` is added when it is not there. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** Further settings of the session: `app.current_project`, for one. */
  readonly settings: Readonly<Record<string, string>>;
}

export type AccessKind =
  'table' | 'view' | 'materialized view' | 'function' | 'bucket' | 'publication' | 'sequence' | 'schema';

export type AccessVerb = 'select' | 'insert' | 'update' | 'delete' | 'execute';

/**
 * `where`: the statement names the rows, so that the policies for SELECT have a say in it too. `blind`: it has no WHERE
 * and reads no column. The verbs that know no such difference are `plain`.
 */
export type AccessWay = 'plain' | 'where' | 'blind';

/**
 * Whose rows it is about. `own` and `other`: those that belong to the persona, and all else. `given`: own rows that an
 * update hands to somebody else. `taken`: others' rows that an update makes the persona's. `any`: where that cannot be
 * told apart.
 */
export type AccessRows = 'own' | 'other' | 'given' | 'taken' | 'any' | 'unmade';

/**
 * `all`, `some`, `none`: how many of those rows were reached; an insert or a call that goes through is `all`. `refused`:
 * SQLSTATE 42501. `broken`: a policy, or what it calls, failed with another error. `unknown`: could not be tried.
 */
export type AccessOutcome = 'all' | 'some' | 'none' | 'refused' | 'broken' | 'unknown';

/** What came of one kind of statement of one persona on one object. */
export interface AccessCell {
  /** Name of the object: `public.idea_pool`, `public.current_project()`, `avatars`, `supabase_realtime: public.facts`. */
  readonly object: string;
  readonly persona: string;
  readonly verb: AccessVerb;
  readonly way: AccessWay;
  readonly rows: AccessRows;
  readonly outcome: AccessOutcome;
  /** The columns that it is limited to, sorted; absent when it is all of them, or none. */
  readonly columns?: readonly string[];
  /** Of `some`: which rows that we made were reached, by what they differ in. See `describeReach`. */
  readonly which?: readonly string[];
  /** Of `broken` and `unknown`: the server's words, or ours. */
  readonly why?: string;
}

export interface AccessObject {
  readonly name: string;
  readonly kind: AccessKind;
  /** What widens access whoever asks, sorted: `row security off`, `owner's rights`, `no security barrier`, `security definer`, `public bucket`. */
  readonly traits: readonly string[];
}

/** A policy that was true for no persona on any row that was there. */
export interface DeadPolicy {
  readonly table: string;
  readonly policy: string;
  /** Whether any persona could be asked. */
  readonly tried: boolean;
  readonly why: string;
}

/** Effective access, as plain data: objects sorted by name, cells by object, persona, verb, way and rows. */
export interface AccessMatrix {
  readonly personas: readonly Persona[];
  readonly objects: readonly AccessObject[];
  readonly cells: readonly AccessCell[];
  readonly deadPolicies: readonly DeadPolicy[];
  /** How many statements were tried for it, and how long that took. */
  readonly probes: number;
  readonly durationMs: number;
}

/** The part of a matrix that people review and commit. */
export type AccessIntent = Pick<AccessMatrix, 'personas' | 'objects' | 'cells'>;

/**
 * `widened`: more is allowed than meant. `narrowed`: less. `broken`: a policy fails. `unknown`: it could not be tried, so
 * nothing is known of it.
 */
export type AccessChange = 'widened' | 'narrowed' | 'broken' | 'unknown';

export interface AccessDifference {
  readonly change: AccessChange;
  readonly object: string;
  /** Absent when it is a trait of the object itself. */
  readonly persona?: string;
  readonly verb?: AccessVerb;
  /** One sentence: what was meant, and what is. */
  readonly words: string;
}
