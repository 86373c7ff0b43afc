import type { DumpTool } from '../../../core/scratch.ts';
import type { Secret } from '../../../core/secret.ts';

/** Where one client's messages go, once it has logged in. */
export interface Backend {
  /** One whole message. */
  send(message: Buffer): void;
  end(): void;
}

/** What a backend answers with; bytes are cut anywhere. */
export interface BackendEvents {
  readonly data: (bytes: Buffer) => void;
  readonly closed: () => void;
}

/** What a server is started from: a file that holds all of it. */
export interface Image {
  readonly engine: Engine['name'];
  readonly archive: string;
  /** Its superuser. */
  readonly user: string;
}

/** A Postgres that only this emulator reaches. */
export interface Engine {
  readonly name: 'native' | 'pglite';
  /** As it says itself. */
  readonly version: string;
  /** The `pg_dump` that fits it; absent where this machine has none. */
  readonly dump?: DumpTool;
  /** Checked at the door where the engine does not check it itself. */
  readonly door?: { readonly password: Secret; readonly users: readonly string[] };
  connect(events: BackendEvents): Promise<Backend>;
  /** A copy of it as it is now, while nobody writes; undefined where none can be taken. It goes when this process ends. */
  image(): Promise<Image | undefined>;
  /** Ends it and removes what it kept. */
  stop(): Promise<void>;
}

/** The user and the database that there are to begin with, called as on Supabase. */
export const postgresUser = 'postgres';
/** The superuser of a database that was made like Supabase's; has the password of `postgres`. */
export const supabaseAdmin = 'supabase_admin';
export const postgresDatabase = 'postgres';
