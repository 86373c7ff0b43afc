import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A migration as it is laid into a folder. */
interface Laid {
  readonly name: string;
  readonly text: string;
}

/**
 * A folder for the CLI beside the workspace: the workspace's `supabase/`, but for its migrations, which are those that are
 * laid. It is gone when `use` is over.
 */
export async function withWorkdir<T>(
  root: string,
  use: (path: string, lay: (files: readonly Laid[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  const path = await mkdtemp(join(tmpdir(), 'prestage-push-'));
  const migrations = join(path, 'supabase/migrations');
  const lay = async (files: readonly Laid[]) => {
    await Promise.all(files.map(async ({ name, text }) => writeFile(join(migrations, name), text)));
  };
  try {
    await mkdir(migrations, { recursive: true });
    for (const name of await readdir(join(root, 'supabase')))
      if (name !== 'migrations' && name !== '.temp' && name !== '.branches')
        await symlink(join(root, 'supabase', name), join(path, 'supabase', name));
    return await use(path, lay);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
}
