import type { SecretReference } from './secret-reference.ts';

/** The user's repository, opened: where it lies and what its config says. */
export interface Workspace {
  /** Absolute. */
  readonly root: string;
  readonly config: WorkspaceConfig;
  /** An area's section of the config, unparsed: the area's own schema reads it. */
  settings(area: string): unknown;
}

export interface WorkspaceConfig {
  /** Directions that `prestage rehearse` takes when none is named, in order. */
  readonly rehearse: readonly string[];
  readonly environments: Readonly<Record<string, EnvironmentConfig>>;
  readonly rehearsal: RehearsalConfig;
}

export interface EnvironmentConfig {
  /** Changes to it need an approval. */
  readonly production: boolean;
  /** Its Postgres, which keeps the lock on it. */
  readonly database?: DatabaseConfig | undefined;
}

export interface DatabaseConfig {
  /** `postgres://USER@HOST:PORT/DATABASE`, without a password. */
  readonly url: string;
  readonly password: SecretReference;
}

export interface RehearsalConfig {
  /** The branch that the copy stands on; the workspace's own when absent. */
  readonly branch?: string | undefined;
  /** The Postgres that stands for environments, and that is thrown away; the machine's own where there is one, when absent. */
  readonly engine?: 'native' | 'pglite' | undefined;
}
