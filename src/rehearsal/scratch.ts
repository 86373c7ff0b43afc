import { rm } from 'node:fs/promises';
import { databaseSettings } from '../actions/database/settings.ts';
import { Secret } from '../core/secret.ts';
import type { OpenScratch, Scratch, ScratchOptions } from '../core/scratch.ts';
import type { Workspace } from '../core/workspace.ts';
import type { Image } from '../emulators/postgres/engine/engine.ts';

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
  place: ScratchPlace,
  options: ScratchOptions = {},
  password?: Secret,
): Promise<Scratch> {
  const { prepared } = options;
  if (prepared === undefined) return (await start(place, options, { password })).scratch;
  const key = JSON.stringify([
    place.root,
    place.env['PATH'],
    place.major,
    engineOf(place, options),
    options.exposure,
    prepared.key,
  ]);
  const image = images.get(key);
  if (image !== undefined) return (await start(place, options, { password, image })).scratch;
  const { scratch, takeImage } = await start(place, options, { password });
  // What is wanted once is the rule, and a copy of it would be taken for nobody.
  const isAskedAgain = asked.has(key);
  asked.add(key);
  try {
    const taken = (await prepared.prepare(scratch)) && isAskedAgain ? await takeImage() : undefined;
    if (taken !== undefined) await remember(key, taken);
    return scratch;
  } catch (error) {
    await scratch.close();
    throw error;
  }
}

const asked = new Set<string>();

/** What scratch databases of this process were prepared to be, the oldest first. */
const images = new Map<string, Image>();
/** Each takes some thirty megabytes of the temporary folder. */
const mostImages = 12;

async function remember(key: string, image: Image): Promise<void> {
  images.set(key, image);
  const [oldest] = images;
  if (images.size <= mostImages || oldest === undefined) return;
  images.delete(oldest[0]);
  await rm(oldest[1].archive, { force: true });
}

function engineOf(place: ScratchPlace, options: ScratchOptions): ScratchPlace['engine'] {
  return options.engine ?? place.engine;
}

interface Start {
  readonly password: Secret | undefined;
  readonly image?: Image;
}

async function start(
  place: ScratchPlace,
  options: ScratchOptions,
  { password, image }: Start,
): Promise<{ readonly scratch: Scratch; readonly takeImage: () => Promise<Image | undefined> }> {
  const { env, root, major } = place;
  const engine = engineOf(place, options);
  const { postgres } = await import('../emulators/postgres/emulator.ts');
  const running = await postgres.start({
    supabase: options.exposure ?? 'auto',
    ...(engine === undefined ? {} : { engine }),
    ...(env['PATH'] === undefined ? {} : { searchPath: env['PATH'] }),
    ...(root === undefined ? {} : { workspace: root }),
    ...(major === undefined ? {} : { major }),
    ...(password === undefined ? {} : { password }),
    ...(image === undefined ? {} : { image }),
  });
  const { engine: taken, version, dump } = running.state;
  const own = running.env['PGPASSWORD'];
  if (!(own instanceof Secret)) throw new TypeError('a database without a password');
  const url = String(running.env['DATABASE_URL']);
  const scratch = {
    engine: taken,
    version,
    ...(dump === undefined ? {} : { dump }),
    login: { url, password: own },
    admin: { url: url.replace('//postgres@', '//supabase_admin@'), password: own },
    close: running.stop,
  };
  return { scratch, takeImage: async () => running.state.image() };
}
