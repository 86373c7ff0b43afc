import { existsSync } from 'node:fs';
import { cp, lstat, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Exec } from '../core/command.ts';
import { fileFailure } from '../services/files/failures.ts';
import { createGit } from '../services/git/client.ts';
import { modulesFrom } from '../services/npm/modules.ts';
import { refuseCredentials } from './refuse-credentials.ts';

/**
 * Copies tracked and untracked, not ignored, files of the workspace into `target`. Leaves nothing behind when it cannot, and
 * copies nothing when a credential of the folder `vault` is among them.
 */
export async function copyWorkspace(exec: Exec, root: string, target: string, vault?: string): Promise<void> {
  const paths = await listFiles(exec);
  if (vault !== undefined) refuseCredentials(paths, root, vault);
  try {
    await mkdir(target, { recursive: true });
    for (const path of paths) await copyOne(root, target, path);
    await linkModules(root, target);
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw fileFailure(error, target, 'write');
  }
}

/** The packages are never among them: as a link they fit no ignore line `node_modules/`, and they are linked in anyway. */
async function listFiles(exec: Exec): Promise<string[]> {
  const git = createGit(exec);
  const paths = [...(await git.tracked()), ...(await git.untracked())];
  return [...new Set(paths)].filter((path) => path !== 'node_modules').toSorted();
}

async function copyOne(root: string, target: string, path: string): Promise<void> {
  const source = join(root, path);
  if (!existsSync(source) || (await lstat(source)).isDirectory()) return;
  await mkdir(dirname(join(target, path)), { recursive: true });
  await cp(source, join(target, path), { verbatimSymlinks: true, preserveTimestamps: true });
}

/** The installed packages are linked in, not copied: the workspace's own, or those of the nearest folder above it. */
async function linkModules(root: string, target: string): Promise<void> {
  const [modules] = modulesFrom(root);
  if (modules !== undefined) await symlink(modules, join(target, 'node_modules'), 'dir');
}
