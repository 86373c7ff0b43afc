import { randomBytes } from 'node:crypto';
import { chown, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Exposure } from '../../../../core/scratch.ts';
import { bootstrapSql } from '../../supabase/bootstrap.ts';
import { postgresDatabase, postgresUser, supabaseAdmin } from '../engine.ts';
import { holdFolder } from './folder.ts';
import type { Installation } from './installation.ts';
import { runProgram } from './start-program.ts';

/** A cluster that lies still, made as wanted: each server gets a copy, since copying it takes a fraction of making it. */
export interface Template {
  readonly data: string;
  /** Its superuser. */
  readonly user: string;
  readonly password: string;
}

const made = new Map<string, Promise<Template>>();

/** One of a kind for this process, removed when the process ends, however it ends. */
export async function templateOf(installation: Installation, supabase: Exposure | undefined): Promise<Template> {
  const key = `${supabase ?? 'plain'} ${installation.initdb}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = makeTemplate(installation, supabase);
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}

async function makeTemplate(installation: Installation, supabase: Exposure | undefined): Promise<Template> {
  const { runner, initdb } = installation;
  const folder = await holdFolder(runner, 'template');
  const data = join(folder, 'data');
  const passwordFile = join(folder, 'password');
  const user = supabase === undefined ? postgresUser : supabaseAdmin;
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
  if (supabase !== undefined) await bootstrap(installation, data, supabase);
  return { data, user, password };
}

/** By the server's single-user mode: it needs no socket and no password, and ends with everything written. */
async function bootstrap({ runner, postgres }: Installation, data: string, supabase: Exposure): Promise<void> {
  const quiet = ['-c', 'log_min_messages=error', '-c', 'log_min_error_statement=panic'];
  const words = [postgres, '--single', '-j', '-F', ...quiet, '-D', data, postgresDatabase];
  // An empty line ends a command there, so that there is none but the last.
  const sql = `${bootstrapSql(supabase).replaceAll(/\n\s*\n/g, '\n')}\n\n`;
  const { stderr } = await runProgram(runner, data, words, sql);
  // It goes on after an error, and ends well.
  if (/\b(ERROR|FATAL|PANIC):/.test(stderr)) throw new Error(stderr.trim());
}
