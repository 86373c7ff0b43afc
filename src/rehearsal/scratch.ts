import { databaseSettings } from '../actions/database/settings.ts';
import { Secret } from '../core/secret.ts';
import type { OpenScratch, Scratch, ScratchOptions } from '../core/scratch.ts';
import type { Workspace } from '../core/workspace.ts';

/** Where a Postgres is looked for, and which one is taken. */
export interface ScratchPlace {
  /** Our own environment: its PATH. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The workspace, whose packages may have one; absolute. */
  readonly root?: string;
  /** What is taken when it is not said with the wish. */
  readonly engine?: 'native' | 'pglite' | undefined;
  /** The hosted project's version. */
  readonly major?: number | undefined;
}

/** As the workspace's config has it. */
export function scratchPlace(workspace: Workspace, env: ScratchPlace['env']): ScratchPlace {
  const { major } = databaseSettings.parse(workspace.settings('database') ?? {});
  return { env, root: workspace.root, engine: workspace.config.rehearsal.engine, major };
}

/** Opens throw-away databases: each an emulator of Postgres of its own. */
export function scratchOf(place: ScratchPlace): OpenScratch {
  return async (options) => startScratch(place, options);
}

/** Its password is made up when none is given. */
export async function startScratch(
  { env, root, engine: usual, major }: ScratchPlace,
  { exposure = 'auto', engine = usual }: ScratchOptions = {},
  password?: Secret,
): Promise<Scratch> {
  const { postgres } = await import('../emulators/postgres/emulator.ts');
  const running = await postgres.start({
    supabase: exposure,
    ...(engine === undefined ? {} : { engine }),
    ...(env['PATH'] === undefined ? {} : { searchPath: env['PATH'] }),
    ...(root === undefined ? {} : { workspace: root }),
    ...(major === undefined ? {} : { major }),
    ...(password === undefined ? {} : { password }),
  });
  const { engine: taken, version, dump } = running.state;
  const own = running.env['PGPASSWORD'];
  if (!(own instanceof Secret)) throw new TypeError('a database without a password');
  const url = String(running.env['DATABASE_URL']);
  return {
    engine: taken,
    version,
    ...(dump === undefined ? {} : { dump }),
    login: { url, password: own },
    admin: { url: url.replace('//postgres@', '//supabase_admin@'), password: own },
    close: running.stop,
  };
}
