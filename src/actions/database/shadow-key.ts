import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Folders of `supabase/` that a push does not look at. */
const unread = /^(?:functions|\.temp|\.branches)(?:\/|$)/;

/** A path in quotes that is not below `supabase/`. */
const leadsOut = /["'](?:\.\.?\/)*(?:\.\.|\/)/;

interface Pushed {
  /** The workspace. */
  readonly root: string;
  /** Where the CLI is let at a `supabase/` of its own. */
  readonly workdir?: string | undefined;
  readonly includeSeed: boolean;
  /** Whatever else it depends on. */
  readonly further: readonly string[];
}

/** Says all that a push to an empty database depends on, by its bytes. Undefined where its config names files elsewhere. */
export async function keyOfPush({ root, workdir = '.', includeSeed, further }: Pushed): Promise<string | undefined> {
  const folder = join(resolve(root, workdir), 'supabase');
  const digest = createHash('sha256').update(JSON.stringify([...further, includeSeed]));
  for (const path of await filesUnder(folder)) {
    const bytes = await readFile(join(folder, path));
    if (path === 'config.toml' && leadsOut.test(bytes.toString())) return undefined;
    digest.update(JSON.stringify([path, bytes.length])).update(bytes);
  }
  return digest.digest('hex');
}

async function filesUnder(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !unread.test(path))
    .toSorted();
}
