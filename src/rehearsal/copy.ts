import { rm } from 'node:fs/promises';
import type { Exec } from '../core/command.ts';
import { copyFiles } from '../services/files/copy.ts';
import { fileFailure } from '../services/files/failures.ts';
import { ownFiles } from '../services/git/own-files.ts';
import { linkModules } from '../services/npm/link-modules.ts';
import { refuseCredentials } from './refuse-credentials.ts';

/**
 * Copies tracked and untracked, not ignored, files of the workspace into `target`. Leaves nothing behind when it cannot, and
 * copies nothing when a credential of the folder `vault` is among them.
 */
export async function copyWorkspace(exec: Exec, root: string, target: string, vault?: string): Promise<void> {
  const paths = await ownFiles(exec);
  if (vault !== undefined) refuseCredentials(paths, root, vault);
  try {
    await copyFiles(root, target, paths);
    await linkModules(root, target);
  } catch (error) {
    await rm(target, { recursive: true, force: true });
    throw fileFailure(error, target, 'write');
  }
}
