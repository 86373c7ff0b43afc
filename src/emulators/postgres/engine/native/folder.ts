import { chown, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from './runner.ts';

/** A new folder under the temporary one, which belongs to whoever runs Postgres, and which nobody else may enter. */
export async function createFolder({ as, temporary }: Runner, name: string): Promise<string> {
  const folder = await mkdtemp(join(temporary, `prestage-${name}-`));
  if (as !== undefined) await chown(folder, as.uid, as.gid);
  return folder;
}
