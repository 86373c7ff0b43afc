import type { Secret } from '../../../core/secret.ts';

/** One name as a target shows it. */
export interface TargetRow {
  readonly name: string;
  /** The target's own time, as it writes it. */
  readonly updatedAt?: string;
  /** The target's own digest of the value: never kept or shown as it is. */
  readonly digest?: string;
  /** Of what is no secret, such as a variable. */
  readonly value?: string;
}

/** What came of one name of a batch. */
export interface Written {
  readonly name: string;
  /** As the target shows it afterwards; absent when it could not be read back. */
  readonly row?: TargetRow;
  /** Of Fly: the secrets version that a deploy has to ask for. */
  readonly version?: number;
}

/** A place that secrets are written to: an app's, a repository's, an environment's. */
export interface Target {
  /** Such as `fly:hotdash-staging`, `github:hotdash/app`, `github:hotdash/app/production`; the ledger knows it by this. */
  readonly id: string;
  /** Throws Failure for what keeps it from being read: which permission, which name. */
  list(): Promise<readonly TargetRow[]>;
  /**
   * Writes all of them, in one call where the target can, and reads each back. What was written before something broke is
   * told to `wrote` before the Failure is thrown: a ledger line a name.
   */
  write(values: ReadonlyMap<string, Secret>, wrote: (written: Written) => Promise<void>): Promise<void>;
  remove(names: readonly string[], removed: (name: string) => Promise<void>): Promise<void>;
  /** What it refuses: why a name or a value cannot stand there; undefined when it can. */
  refusal(name: string, value: string): string | undefined;
}
