import { randomBytes } from 'node:crypto';
import { realpath, rm } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Exposure } from '../../../../core/scratch.ts';
import { bootstrapSql } from '../../supabase/bootstrap.ts';
import { postgresDatabase, postgresUser, supabaseAdmin, type Image } from '../engine.ts';
import { nameOf, shelfOf, takeOrMake } from '../shelf.ts';
import { holdFolder } from './folder.ts';
import { writeOwned } from './image.ts';
import type { Installation } from './installation.ts';
import { runProgram } from './start-program.ts';

/** Locale and encoding are hosted Supabase's, as far as every machine has them. */
const clusterWords = [
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  // The log of changes is most of a new cluster, and copied with it.
  '--wal-segsize=1',
  '--no-sync',
];

const made = new Map<string, Promise<Image>>();

/**
 * A cluster that lies still, made as wanted: each server gets a copy, since copying it takes a fraction of making it. One
 * of a kind for this user of the machine; where no folder can be trusted with it, for this process.
 */
export async function templateOf(installation: Installation, supabase: Exposure | undefined): Promise<Image> {
  const key = `${supabase ?? 'plain'} ${installation.initdb}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const making = findOrMake(installation, supabase);
  made.set(key, making);
  making.catch(() => made.delete(key));
  return making;
}

async function findOrMake(installation: Installation, supabase: Exposure | undefined): Promise<Image> {
  const { runner, initdb, version } = installation;
  const user = supabase === undefined ? postgresUser : supabaseAdmin;
  const sql = supabase === undefined ? '' : bootstrapSql(supabase);
  const name = nameOf([version, await realpath(initdb), user, ...clusterWords, sql], '.tar');
  const keeper = { ...(runner.as ?? { uid: userInfo().uid }), temporary: runner.temporary };
  const shelf = (await shelfOf(keeper)) ?? (await holdFolder(runner, 'template'));
  const archive = await takeOrMake(shelf, name, async (path) => makeTemplate(installation, user, sql, path));
  return { engine: 'native', archive, user };
}

async function makeTemplate(installation: Installation, user: string, sql: string, archive: string): Promise<void> {
  const { runner, initdb } = installation;
  const folder = await holdFolder(runner, 'making');
  const passwordFile = join(folder, 'password');
  await writeOwned(runner, passwordFile, randomBytes(18).toString('base64url'));
  const data = join(folder, 'data');
  const login = [`--username=${user}`, `--pwfile=${passwordFile}`];
  await runProgram(runner, folder, [initdb, `--pgdata=${data}`, ...login, ...clusterWords]);
  if (sql !== '') await bootstrap(installation, data, sql);
  await runProgram(runner, folder, ['tar', '-cf', archive, 'data', 'password']);
  await rm(folder, { recursive: true });
}

/** By the server's single-user mode: it needs no socket and no password, and ends with everything written. */
async function bootstrap({ runner, postgres }: Installation, data: string, sql: string): Promise<void> {
  const quiet = ['-c', 'log_min_messages=error', '-c', 'log_min_error_statement=panic'];
  const words = [postgres, '--single', '-j', '-F', ...quiet, '-D', data, postgresDatabase];
  // An empty line ends a command there, so that there is none but the last.
  const input = `${sql.replaceAll(/\n\s*\n/g, '\n')}\n\n`;
  const { stderr } = await runProgram(runner, data, words, input);
  // It goes on after an error, and ends well.
  if (/\b(ERROR|FATAL|PANIC):/.test(stderr)) throw new Error(stderr.trim());
}
