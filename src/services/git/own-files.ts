import type { Exec } from '../../core/command.ts';
import { createGit } from './client.ts';

/**
 * What a workspace consists of: tracked files and untracked ones that are not ignored, sorted. The packages are never among
 * them: as a link they fit no ignore line `node_modules/`, and whoever copies the files links them in anyway.
 */
export async function ownFiles(exec: Exec): Promise<readonly string[]> {
  const git = createGit(exec);
  const paths = [...(await git.tracked()), ...(await git.untracked())];
  return [...new Set(paths)].filter((path) => path !== 'node_modules').toSorted();
}
