import { randomBytes } from 'node:crypto';
import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFolder } from './folder.ts';
import type { Programs } from './programs.ts';
import type { Runner } from './runner.ts';
import { runProgram, startHeld } from './start-program.ts';

/** A cluster that was never started: each server gets a copy, since copying it takes a fraction of making it. */
export interface Template {
  readonly data: string;
  /** Its superuser. */
  readonly user: string;
  readonly password: string;
}

const made = new Map<string, Promise<Template>>();

/** One for this process, removed when the process ends, however it ends. */
export async function templateOf(programs: Programs, runner: Runner, user: string): Promise<Template> {
  const key = `${user} ${programs.initdb}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = makeTemplate(programs, runner, user);
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}

async function makeTemplate({ initdb }: Programs, runner: Runner, user: string): Promise<Template> {
  const folder = await createFolder(runner, 'template');
  const sweeper = startHeld(runner, folder, []);
  for (const handle of [sweeper, sweeper.stdin, sweeper.stderr]) unref(handle);
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const password = randomBytes(18).toString('base64url');
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (runner.as !== undefined) await chown(passwordFile, runner.as.uid, runner.as.gid);
  const login = [`--username=${user}`, `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  await runProgram(runner, folder, [
    initdb,
    `--pgdata=${data}`,
    ...login,
    '--encoding=UTF8',
    '--locale=C',
    // The log of changes is most of a new cluster, and copied with it.
    '--wal-segsize=1',
    '--no-sync',
  ]);
  await rm(passwordFile);
  return { data, user, password };
}

/** What is still there does not keep the process alive. */
function unref(handle: object | null): void {
  if (handle !== null && 'unref' in handle && typeof handle.unref === 'function') handle.unref();
}
