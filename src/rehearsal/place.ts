import { symlink } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What stands in a rehearsal's folder for the repository, and for the workspace in it. Absolute. */
interface Place {
  readonly top: string;
  readonly root: string;
}

/**
 * The copy lies in its repository as the workspace does in its own, so that a name outside of the workspace means the same
 * in both: a workspace that is a folder of a repository may have a README of the same name as the repository.
 */
export function placeOfCopy(folder: string, prefix: string): Place {
  const top = join(folder, 'repository');
  return { top, root: prefix === '' ? top : join(top, prefix.replace(/\/$/, '')) };
}

/** Wherever the copy lies, `workspace` leads to it. */
export async function linkCopy(folder: string, root: string): Promise<void> {
  await symlink(relative(folder, root), join(folder, 'workspace'), 'dir');
}
