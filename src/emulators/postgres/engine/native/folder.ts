import { chown, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import type { Runner } from './runner.ts';
import { startHeld } from './start-program.ts';

/** A new folder under the temporary one, which belongs to whoever runs Postgres, and which nobody else may enter. */
export async function createFolder({ as, temporary }: Runner, name: string): Promise<string> {
  const folder = await mkdtemp(join(temporary, `prestage-${name}-`));
  if (as !== undefined) await chown(folder, as.uid, as.gid);
  return folder;
}

/** The same for as long as this process lives: it is removed when the process ends, however it ends. */
export async function holdFolder(runner: Runner, name: string): Promise<string> {
  const folder = await createFolder(runner, name);
  const sweeper = startHeld(runner, folder, []);
  for (const handle of [sweeper, sweeper.stdin, sweeper.stderr]) unref(handle);
  return folder;
}

/** What is still there does not keep the process alive. */
function unref(handle: object | null): void {
  if (handle !== null && 'unref' in handle && typeof handle.unref === 'function') handle.unref();
}
