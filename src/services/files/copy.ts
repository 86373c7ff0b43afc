import { existsSync } from 'node:fs';
import { cp, lstat, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** Copies files, links as they are; a path that is not there, or is a folder, is left out. */
export async function copyFiles(root: string, target: string, paths: readonly string[]): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const path of paths) await copyOne(root, target, path);
}

async function copyOne(root: string, target: string, path: string): Promise<void> {
  const source = join(root, path);
  if (!existsSync(source) || (await lstat(source)).isDirectory()) return;
  await mkdir(dirname(join(target, path)), { recursive: true });
  await cp(source, join(target, path), { verbatimSymlinks: true, preserveTimestamps: true });
}
