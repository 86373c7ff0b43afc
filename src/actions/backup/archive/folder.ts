import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { Failure } from '../../../core/failure.ts';
import { codeOf, fileFailure } from '../../../services/files/failures.ts';
import { inside } from '../../../services/files/inside.ts';
import { manifestFile } from './manifest.ts';

/** Begins with a dot: it is not listed. */
const unfinished = (id: string): string => `.${id}.unfinished`;

/**
 * Gives `fill` a folder, which gets its name when it has been filled, and is gone when that failed. A backup that was cut has
 * never had its name. Throws Failure `backup.exists` when there is one of that name, `files.…`.
 */
export async function withNewFolder(
  root: string,
  folder: string,
  id: string,
  fill: (absolute: string) => Promise<void>,
): Promise<void> {
  const parent = await inside(root, folder);
  const [temporary, final] = [join(parent, unfinished(id)), join(parent, id)];
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    if (await isThere(final)) throw exists(folder, id);
    await mkdir(temporary, { mode: 0o700 });
  } catch (error) {
    if (codeOf(error) === 'EEXIST') throw exists(folder, id);
    throw fileFailure(error, folder, 'write');
  }
  try {
    await fill(temporary);
    await synced(temporary);
    await rename(temporary, final);
    await synced(parent);
  } catch (error) {
    await rm(temporary, { recursive: true, force: true });
    throw fileFailure(error, folder, 'write');
  }
}

/** Names of the backups of a folder that have a manifest, the oldest first. */
export async function listedBackups(root: string, folder: string): Promise<readonly string[]> {
  const parent = await inside(root, folder);
  const names = await readdir(parent).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw fileFailure(error, folder, 'read');
  });
  const listed = names.filter((name) => /^[0-9TZ]+$/.test(name)).toSorted();
  const there = await Promise.all(listed.map(async (name) => isThere(join(parent, name, manifestFile))));
  return listed.filter((_name, index) => there[index]);
}

export function folderOf(settings: { readonly folder: string }, environment: string): string {
  return posix.join(settings.folder, environment);
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function synced(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function exists(folder: string, id: string): Failure {
  return new Failure({
    code: 'backup.exists',
    what: `There is a backup ${id} in ${folder} already, or another one is being written`,
    why: 'two were begun at the same moment',
    fix: 'Run it again in a second.',
  });
}
