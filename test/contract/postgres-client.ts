import { afterEach, vi } from 'vitest';
import pg from 'pg';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { findPrograms } from '../../src/emulators/postgres/engine/native/programs.ts';
import { postgres, type PostgresOptions } from '../../src/emulators/postgres/emulator.ts';

// Making a database takes seconds, and a minute on a busy machine.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

/** Whether this machine has a Postgres of its own. */
export const hasPostgres = findPrograms(process.env['PATH']).length > 0;

/** Both engines, as a table of tests: the machine's own is skipped where there is none. */
export const engines = [
  { engine: 'native', title: 'needs postgres: the Postgres of this machine' },
  { engine: 'pglite', title: 'PGlite' },
] as const;

export const isMissing = (engine: (typeof engines)[number]['engine']): boolean => engine === 'native' && !hasPostgres;

/** Undone after each test, the newest first. */
export const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

export async function start(options: PostgresOptions = {}) {
  const { PATH: searchPath } = process.env;
  const running = await postgres.start({ ...(searchPath === undefined ? {} : { searchPath }), ...options });
  stops.push(running.stop);
  return running;
}

export function env({ env }: RunningEmulator, name: string): string {
  const value = env[name] ?? '';
  return value instanceof Secret ? value.reveal() : value;
}

export function options(running: RunningEmulator, wish: pg.ClientConfig = {}): pg.ClientConfig {
  return {
    host: env(running, 'PGHOST'),
    port: Number(env(running, 'PGPORT')),
    user: env(running, 'PGUSER'),
    database: env(running, 'PGDATABASE'),
    password: env(running, 'PGPASSWORD'),
    ...wish,
  };
}

/** The pg library itself, connected; the error of a connection that is cut later on is nobody's. */
export async function client(running: RunningEmulator, wish: pg.ClientConfig = {}): Promise<pg.Client> {
  const connection = new pg.Client(options(running, wish));
  connection.on('error', () => undefined);
  await connection.connect();
  stops.push(async () => connection.end().catch(() => undefined));
  return connection;
}

/** The error of what must fail. */
export async function refusal(trying: Promise<unknown>): Promise<{ code?: string; message: string }> {
  return trying.then(
    () => {
      throw new Error('it went well');
    },
    (error: { code?: string; message: string }) => error,
  );
}
