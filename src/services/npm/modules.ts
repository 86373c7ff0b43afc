import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where Node and npm look for the packages of a folder: each `node_modules` in it and above it, absolute, nearest first. */
export function modulesFrom(folder: string): readonly string[] {
  const modules = join(folder, 'node_modules');
  const above = dirname(folder) === folder ? [] : modulesFrom(dirname(folder));
  return existsSync(modules) ? [modules, ...above] : above;
}
