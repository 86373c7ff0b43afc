import picomatch from 'picomatch';
import { posix } from 'node:path';
import { z } from 'zod';
import { Failure } from '../../../core/failure.ts';
import { exists, readTextIfThere } from '../../../services/files/read.ts';
import { walk } from '../../../services/files/walk.ts';

const file = 'supabase/config.toml';

/** The part of config.toml that says which files are seeds; what it leaves out is as the CLI has it. */
const config = z.looseObject({
  db: z
    .looseObject({
      seed: z
        .looseObject({ enabled: z.boolean().default(true), sql_paths: z.array(z.string()).default(['./seed.sql']) })
        .prefault({}),
    })
    .prefault({}),
});

export interface SeedPaths {
  /** In the order in which they are run, relative to the workspace, as the CLI records them. */
  readonly files: readonly string[];
  /** Globs of the config that fit no file: the CLI warns and goes on. */
  readonly without: readonly string[];
}

/**
 * The seeds that supabase/config.toml names. Throws Failure `database.seed-config`, `database.seed-disabled`,
 * `database.seed-missing` for a file that is named and not there, and `database.seed-none`.
 */
export async function seedPaths(root: string): Promise<SeedPaths> {
  const { enabled, sql_paths: globs } = await readConfig(root);
  if (!enabled)
    throw failure('database.seed-disabled', 'Seeding is switched off', '[db.seed] enabled is false', 'Set it to true.');
  const there = (await exists(root, 'supabase')) ? await walk(root, 'supabase') : [];
  const found = globs.map((glob) => ({ glob, files: fitting(glob, there) }));
  const missing = found.filter(({ glob, files }) => files.length === 0 && !isGlob(glob)).map(({ glob }) => glob);
  const files = [...new Set(found.flatMap((each) => each.files))];
  if (missing.length > 0 && (files.length > 0 || globs.length > 1))
    throw failure(
      'database.seed-missing',
      `${missing.join(', ')} is named as a seed and is not there`,
      'the supabase CLI would warn and go on without it',
      'Add the file, or take it out of [db.seed] sql_paths.',
    );
  if (files.length === 0)
    throw failure(
      'database.seed-none',
      'There is nothing to seed with',
      `no file fits ${globs.join(', ') || 'the empty list of [db.seed] sql_paths'}`,
      'Write supabase/seed.sql, or name the seeds in [db.seed] sql_paths.',
    );
  return { files, without: found.filter((each) => each.files.length === 0).map(({ glob }) => glob) };
}

async function readConfig(root: string): Promise<z.infer<typeof config>['db']['seed']> {
  const { parse } = await import('smol-toml');
  const text = await readTextIfThere(root, file);
  try {
    return config.parse(text === undefined ? {} : parse(text)).db.seed;
  } catch (error) {
    const [why = 'it is no TOML'] = error instanceof Error ? error.message.split('\n') : [];
    throw failure(
      'database.seed-config',
      `${file} cannot be read`,
      why,
      'Correct it: `supabase db push --dry-run` reads it too.',
    );
  }
}

/** Globs stand relative to supabase/; a star stops at a slash. */
function fitting(glob: string, files: readonly string[]): readonly string[] {
  const pattern = posix.join('supabase', glob);
  const fits = isGlob(glob) ? picomatch(pattern) : (path: string) => path === pattern;
  return files.filter((path) => fits(path)).toSorted();
}

function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

function failure(code: string, what: string, why: string, fix: string): Failure {
  return new Failure({ code, what, why, fix, file });
}
