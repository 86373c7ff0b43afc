import type { DatabaseLogin } from '../../core/database.ts';

/** Where the Postgres of an environment is; undefined when the config names none. */
export type DatabaseOf = (environment: string) => Promise<DatabaseLogin | undefined>;

/** How locks are taken and kept; what is absent has a default. */
export interface LockOptions {
  /** Who holds them: the user and the machine when absent. */
  readonly owner?: string | undefined;
  /** Why to go on when the database of a lock is down: the break-glass, recorded. A live holder it does not outweigh. */
  readonly without?: string | undefined;
  /** How long a lease lasts without a sign of life; 30 seconds when absent. A sign is given three times as often. */
  readonly leaseMs?: number | undefined;
  /** Waits before each new try to reach the database ahead of an apply: a quarter, one and two seconds when absent. */
  readonly retriesMs?: readonly number[] | undefined;
  /** For connecting, and for each statement; 10 seconds when absent. */
  readonly timeoutMs?: number | undefined;
  readonly statementsPerConnection?: number | undefined;
  /** Told when it has to wait. */
  readonly say?: ((line: string) => void) | undefined;
}

export interface LockRequest extends LockOptions {
  /** The workspace. */
  readonly root: string;
  readonly run: string;
  /** What the locks are for, in words. */
  readonly reason: string;
  /** In the order of their names. */
  readonly environments: readonly string[];
  readonly database: DatabaseOf;
  /** Ends a wait for one's own old lease; its reason is thrown. */
  readonly signal?: AbortSignal | undefined;
}
