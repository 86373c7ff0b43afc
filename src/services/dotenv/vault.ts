import { isAbsolute, relative, resolve, sep } from 'node:path';
import type { Secret } from '../../core/secret.ts';
import type { Vault } from '../../core/vault.ts';
import { readContents, type Contents, type Held } from './contents.ts';
import { missing, unclear } from './missing.ts';
import { environmentOf, environmentWords } from './names/environments.ts';
import type { VaultSettings } from './settings.ts';

export interface VaultOptions {
  readonly settings: VaultSettings;
  /** The workspace's absolute path. */
  readonly root: string;
  /** The environments that the config names. */
  readonly environments: readonly string[];
}

/** A folder of .env files as a vault. Nothing is opened before the first question; all is read then, once. */
export function createVault({ settings, root, environments }: VaultOptions): Vault {
  const folder = resolve(root, settings.folder);
  const shown = shownFolder(root, folder);
  const words = environmentWords(environments);
  let contents: Promise<Contents> | undefined;
  const readAll = (): Promise<Contents> => (contents ??= readContents(folder, shown, words));
  const read = async (): Promise<readonly Held[]> => (await readAll()).held;

  return {
    all: read,
    others: async () => (await readAll()).others,
    async names(environment) {
      const held = await read();
      const wanted = environment === undefined ? undefined : environmentOf(environment, words);
      return [
        ...new Set(held.filter((entry) => holdsFor(entry, wanted)).map((entry) => nameOf(entry, held))),
      ].toSorted();
    },
    async resolve(name, environment): Promise<Secret> {
      const held = await read();
      const wanted = environment === undefined ? undefined : environmentOf(environment, words);
      const asked = { name, shown, ...(wanted === undefined ? {} : { environment: wanted }) };
      const found = held.filter((entry) => isNamed(entry, name) && isOf(entry, wanted));
      const [only, ...others] = found;
      if (only === undefined) throw missing(asked, held);
      if (others.length > 0) throw unclear(asked, found);
      return only.secret;
    },
  };
}

/** As people and git write it: from the workspace, or absolute when it lies elsewhere. */
function shownFolder(root: string, folder: string): string {
  const way = relative(root, folder).replaceAll(sep, '/');
  return way.startsWith('..') || isAbsolute(way) ? folder : way;
}

/** `publer_api_key`, or `publer_api_key.key` by the key in the file. */
function isNamed({ base, key }: Held, name: string): boolean {
  return base === name || `${base}.${key}` === name;
}

/** Asked without an environment, only what is kept without one is meant: a guess could be production's. */
function isOf({ environment }: Held, wanted: string | undefined): boolean {
  return environment === undefined || environment === wanted;
}

function holdsFor(entry: Held, wanted: string | undefined): boolean {
  return wanted === undefined || isOf(entry, wanted);
}

function nameOf(entry: Held, held: readonly Held[]): string {
  const keys = held.filter(({ file }) => file === entry.file).length;
  return keys === 1 ? entry.base : `${entry.base}.${entry.key}`;
}
