import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileFailure } from './failures.ts';
import { inside } from './inside.ts';

/**
 * All files under a folder of the workspace, relative to the root, sorted. Symbolic links are named and not followed.
 * `enter` decides which folders are read; all of them when absent.
 */
export async function walk(
  root: string,
  folder = '.',
  enter: (path: string) => boolean = () => true,
): Promise<readonly string[]> {
  await inside(root, folder);
  const found: string[] = [];
  await collect(root, folder === '.' ? '' : folder.replace(/\/+$/, ''), enter, found);
  return found.sort();
}

async function collect(root: string, folder: string, enter: (path: string) => boolean, found: string[]): Promise<void> {
  for (const entry of await entriesOf(root, folder)) {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    if (!entry.isDirectory()) found.push(path);
    else if (enter(path)) await collect(root, path, enter, found);
  }
}

async function entriesOf(root: string, folder: string) {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    throw fileFailure(error, folder, 'read');
  }
}
