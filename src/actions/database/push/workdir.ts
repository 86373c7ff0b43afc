import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A migration as it is laid into a folder. */
interface Laid {
  readonly name: string;
  readonly text: string;
}

/** A seed, by its path in the workspace: `supabase/seed.sql`. */
interface LaidSeed {
  readonly path: string;
  readonly text: string;
}

/**
 * A folder for the CLI that has these migrations and seeds, and nothing else: the workspace's own config may name files
 * that are not here, and the CLI takes no link that leads out. More migrations can be laid as it goes on. It is gone when
 * `use` is over.
 */
export async function withWorkdir<T>(
  { migrations, seeds = [] }: { readonly migrations: readonly Laid[]; readonly seeds?: readonly LaidSeed[] },
  use: (path: string, lay: (more: readonly Laid[]) => Promise<void>) => Promise<T>,
): Promise<T> {
  const root = await mkdtemp(join(tmpdir(), 'prestage-push-'));
  const files = [{ path: 'supabase/config.toml', text: configOf(seeds) }, ...seeds];
  const lay = async (more: readonly Laid[]): Promise<void> => {
    await Promise.all(more.map(async ({ name, text }) => writeFile(join(root, 'supabase/migrations', name), text)));
  };
  try {
    await mkdir(join(root, 'supabase/migrations'), { recursive: true });
    for (const folder of new Set(seeds.map(({ path }) => dirname(path))))
      await mkdir(join(root, folder), { recursive: true });
    await Promise.all(files.map(async ({ path, text }) => writeFile(join(root, path), text)));
    await lay(migrations);
    return await use(root, lay);
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** Paths of seeds begin in supabase/. */
function configOf(seeds: readonly LaidSeed[]): string {
  const paths = seeds.map(({ path }) => JSON.stringify(path.replace(/^supabase\//, './')));
  return `project_id = "prestage"\n\n[db.seed]\nenabled = ${seeds.length > 0}\nsql_paths = [${paths.join(', ')}]\n`;
}
