import type { Secret } from './secret.ts';

/** How one gets into a database. */
export interface DatabaseLogin {
  /** `postgres://USER@HOST:PORT/DATABASE`, without a password. */
  readonly url: string;
  readonly password: Secret;
}
