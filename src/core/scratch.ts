import type { DatabaseLogin } from './database.ts';

/**
 * What new tables in `public` are granted to the API's roles. `auto`: everything, as on projects from before 2026-05-30;
 * `explicit`: nothing, as on newer ones and on all from 2026-10-30.
 */
export type Exposure = 'auto' | 'explicit';

export interface ScratchOptions {
  /** `auto` when absent. */
  readonly exposure?: Exposure | undefined;
  /** The machine's own Postgres where there is one, else PGlite, when absent. */
  readonly engine?: 'native' | 'pglite' | undefined;
  readonly prepared?: Preparation | undefined;
}

/** What is done to a scratch database before it is given away. */
export interface Preparation {
  /** Says all that it depends on: who asks for the same once more in this process gets a copy of what it came to. */
  readonly key: string;
  /** False when it is not worth a copy, as when something failed; it is given away as it is then. */
  prepare(scratch: Scratch): Promise<boolean>;
}

/** What takes a dump of a database: it is chosen together with the engine, since an older one refuses a newer server. */
export interface DumpTool {
  /** Absolute. */
  readonly program: string;
  /** As it says itself. */
  readonly version: string;
}

/** A throw-away Postgres, made as Supabase makes one: its roles, schemas, functions and default privileges. */
export interface Scratch {
  readonly engine: 'native' | 'pglite';
  /** As it says itself: `15.18 (Debian …)`. */
  readonly version: string;
  /** The `pg_dump` that fits the engine; absent where this machine has none. */
  readonly dump?: DumpTool;
  /** `postgres`, which on Supabase is no superuser. */
  readonly login: DatabaseLogin;
  /** `supabase_admin`, which is one; it has the same password. */
  readonly admin: DatabaseLogin;
  /** Ends it and removes what it kept. May be called twice. */
  close(): Promise<void>;
}

export type OpenScratch = (options?: ScratchOptions) => Promise<Scratch>;
