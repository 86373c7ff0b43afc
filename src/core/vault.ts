import type { Secret } from './secret.ts';

/**
 * Where credentials are. It is opened when a secret is asked for, read once, and holds no value that anything prints.
 * What is wrong with it is thrown as a `Failure` that names places and never a value.
 */
export interface Vault {
  /** What there is for an environment, or at all; sorted, each name once. */
  names(environment?: string): Promise<readonly string[]>;
  /** Throws Failure `secrets.missing`. A secret that is kept without an environment is the same in all of them. */
  resolve(name: string, environment?: string): Promise<Secret>;
  /** Everything it holds: what must not leave, whether it was asked for or not. */
  all(): Promise<readonly HeldSecret[]>;
  /** What lies in it beside them, and is known to redaction alone. */
  others(): Promise<readonly OtherFile[]>;
}

/** A file of a vault that holds no secret with a name. */
export interface OtherFile {
  /** As messages call it. */
  readonly file: string;
  /** What must not leave of it, as far as it can be told; none when it cannot be read as text. */
  readonly parts: readonly Secret[];
}

export interface HeldSecret {
  readonly secret: Secret;
  /** Where it is kept, as a person would look for it: a path in the workspace, an address. */
  readonly file: string;
  readonly line: number;
}
