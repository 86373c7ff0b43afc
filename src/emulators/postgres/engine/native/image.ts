import { randomBytes } from 'node:crypto';
import { chown, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Image } from '../engine.ts';
import { holdFolder } from './folder.ts';
import type { Runner } from './runner.ts';
import { runProgram } from './start-program.ts';
import { asSuperuser, type Superuser } from './superuser.ts';

/** Unpacks it as `data/` of this folder, and gives the password of its superuser. */
export async function unpack(runner: Runner, { archive }: Image, folder: string): Promise<string> {
  await runProgram(runner, folder, ['tar', '-xpf', archive]);
  const path = join(folder, 'password');
  const password = await readFile(path, 'utf8');
  await rm(path);
  return password;
}

/** A file that belongs to whoever runs Postgres, and that nobody else reads. */
export async function writeOwned({ as }: Runner, path: string, text: string): Promise<void> {
  await writeFile(path, text, { mode: 0o600 });
  if (as !== undefined) await chown(path, as.uid, as.gid);
}

let held: Promise<string> | undefined;

/**
 * A backup as Postgres itself takes one of a server that goes on: what is written meanwhile is in the log of changes, which
 * comes last. `folder` has the server's `data/`. Undefined where the server is older than 15 and calls it otherwise.
 */
export async function takeImage(runner: Runner, folder: string, superuser: Superuser): Promise<Image | undefined> {
  held ??= holdFolder(runner, 'images');
  const archive = join(await held, `${randomBytes(6).toString('hex')}.tar`);
  const label = await asSuperuser(superuser, async (client) => {
    const { rows } = await client.query<{ major: number }>(
      `select current_setting('server_version_num')::int / 10000 as major`,
    );
    if ((rows[0]?.major ?? 0) < 15) return undefined;
    await client.query(`select pg_backup_start('image', true)`);
    const still = ['--exclude=postmaster.*', '--exclude=pg_wal/*'];
    await runProgram(runner, folder, ['tar', '-cf', archive, ...still, 'data']);
    const stopped = await client.query<{ label: string }>(`select labelfile as label from pg_backup_stop(false)`);
    return stopped.rows[0]?.label;
  });
  if (label === undefined) return undefined;
  await writeOwned(runner, join(folder, 'password'), superuser.password);
  await writeOwned(runner, join(folder, 'data/backup_label'), label);
  await runProgram(runner, folder, ['tar', '-rf', archive, 'data/pg_wal', 'data/backup_label', 'password']);
  await rm(join(folder, 'data/backup_label'));
  await rm(join(folder, 'password'));
  return { engine: 'native', archive, user: superuser.user };
}
