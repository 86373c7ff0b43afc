import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { modulesFrom } from './modules.ts';

/** The installed packages are linked in, not copied: the workspace's own, or those of the nearest folder above it. */
export async function linkModules(root: string, target: string): Promise<void> {
  const [modules] = modulesFrom(root);
  if (modules !== undefined) await symlink(modules, join(target, 'node_modules'), 'dir');
}
