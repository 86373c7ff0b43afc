/**
 * The walls of the house, once, as data. `check.ts` holds the source to them; ARCHITECTURE.md draws them.
 * A room is a folder of `src/`; the one file that stands beside the rooms is `public.ts`, what users import.
 */
const peers = ['direction', 'evidence', 'services', 'page'] as const;

/** A room, and the rooms that it may import. What is not named here is a wall; so is the way back. */
export const mayImport: Readonly<Record<string, readonly string[]>> = {
  core: [],
  direction: ['core'],
  evidence: ['core'],
  services: ['core'],
  page: ['core'],
  emulators: ['core'],
  actions: [...peers, 'core'],
  config: ['actions', 'services', 'core'],
  run: ['actions', ...peers, 'core'],
  rehearsal: ['run', 'config', 'emulators', 'actions', ...peers, 'core'],
  cli: ['rehearsal', 'run', 'config', 'emulators', 'actions', ...peers, 'core'],
  public: ['config', 'core'],
};

/** Rooms whose folders do not know each other, but for the one that they share. */
export const separateFolders: Readonly<Record<string, string>> = { emulators: 'kit' };

/** Rooms that do no I/O, and the builtins that are none. Rooms that are not named may use any. */
export const builtinsOf: Readonly<Record<string, readonly string[]>> = {
  core: [],
  direction: ['node:crypto', 'node:path', 'node:util'],
  page: ['node:crypto', 'node:path', 'node:util'],
};

/** Who may touch the process: its streams, its environment, its exit code. Everyone else is handed what he needs. */
export const mayTouchProcess = ['src/cli/bin.ts', 'src/cli/main.ts', 'src/services/process/'];

/**
 * What starts other programs, and who does. What a run calls is called in one place: what is shown, recorded and run is
 * the same there. An emulator that is a program (Postgres) starts it itself, since it shares no code with a service.
 */
export const startsPrograms = {
  libraries: ['execa', 'node:child_process'],
  only: ['src/services/process/', 'src/emulators/postgres/engine/native/'],
};

/** A file that a reader cannot hold in mind has two ideas. */
export const mostLines = 300;

/**
 * `prestage --help` loads this file and what it loads with it. What a command alone needs is imported when the command is
 * given, or starting up costs every command what the heaviest one needs (bench/help.ts measures it).
 */
export const startUp = {
  from: 'src/cli/main.ts',
  without: [
    '@electric-sql/pglite',
    '@hono/node-server',
    '@stricli/core',
    'execa',
    'hono',
    'libpg-query',
    'pg',
    'smtp-server',
    'yaml',
    'zod',
    'mdast-*',
    'micromark-*',
  ],
};
