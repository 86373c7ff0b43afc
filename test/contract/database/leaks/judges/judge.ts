import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { env } from 'node:process';
import { systemClock } from '../../../../../src/core/clock.ts';
import type { Exec } from '../../../../../src/core/command.ts';
import type { DatabaseLogin } from '../../../../../src/core/database.ts';
import { createExec } from '../../../../../src/services/process/exec.ts';
import { literalRedactor } from '../../../../../src/services/testing/redactor.ts';

/** One thing that a judge says of a database. */
export interface Finding {
  /** What makes it another one than those of before. */
  readonly key: string;
  /** What the table shows. */
  readonly name: string;
}

/** Looks at one database, first before a migration and then after it, and says what it finds wrong. */
export type Look = (login: DatabaseLogin) => Promise<readonly Finding[]>;

export interface Judge {
  readonly version: string;
  /** It is shown the tables without their rows: some make rows of their own, and stumble over others. */
  readonly emptied?: boolean;
  /** It compares with what it saw before: each database has to be shown to it before the migration too. */
  readonly remembers?: boolean;
  /** `folder` is its own, for all looks at one database. */
  look(folder: string): Look;
}

/** What it says of the database as it is now and did not say before, each name once. */
export function newNames(before: readonly Finding[], after: readonly Finding[]): readonly string[] {
  const known = new Set(before.map(({ key }) => key));
  return namesOf(after.filter(({ key }) => !known.has(key)));
}

export function namesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ name }) => name))].sort();
}

export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'prestage-leaks-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Programs of this repository's own node_modules, by the Node that runs this. */
export function execIn(folder: string): Exec {
  const bin = join(import.meta.dirname, '../../../../../node_modules/.bin');
  const path = [dirname(process.execPath), bin, env['PATH'] ?? ''].join(':');
  return createExec({
    root: folder,
    env: { PATH: path, HOME: folder, CI: '1', DO_NOT_TRACK: '1', SUPABASE_TELEMETRY_DISABLED: '1' },
    redactor: literalRedactor(),
    clock: systemClock,
    timeoutMs: 120_000,
  });
}
