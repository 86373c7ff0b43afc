import { readdir } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Where private keys lie in a workspace; `.prestage/` keeps itself out of git. */
export const keysFolder = '.prestage/keys';

export async function privateKeyFiles(root: string): Promise<readonly string[]> {
  const folder = join(root, keysFolder);
  if (!existsSync(folder)) return [];
  return (await readdir(folder)).filter((name) => name.endsWith('.pem')).toSorted();
}
