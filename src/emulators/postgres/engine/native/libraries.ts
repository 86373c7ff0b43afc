import { readFile, symlink } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { holdFolder } from './folder.ts';
import type { Programs } from './programs.ts';
import type { Runner } from './runner.ts';

/**
 * npm keeps no symbolic links, so that a package of Postgres lists those that its libraries need, and makes them when it is
 * installed; where such scripts are not let run, they are missing. They are made in a folder of ours, and nothing is
 * written to the package. Gives the folders where libraries are found; undefined where nothing is missing.
 */
export async function missingLinks(runner: Runner, { postgres }: Programs): Promise<string | undefined> {
  const native = dirname(dirname(postgres));
  const links = (await listedIn(join(native, 'pg-symlinks.json'))).map(([source, target]) => ({
    source: join(dirname(native), source),
    target: join(dirname(native), target),
  }));
  if (links.every(({ target }) => existsSync(target))) return undefined;
  const folder = await holdFolder(runner, 'libraries');
  for (const { source, target } of links) await symlink(source, join(folder, basename(target)));
  return [folder, ...new Set(links.map(({ source }) => dirname(source)))].join(delimiter);
}

async function listedIn(path: string): Promise<readonly (readonly [string, string])[]> {
  if (!existsSync(path)) return [];
  const listed: unknown = JSON.parse(await readFile(path, 'utf8'));
  return Array.isArray(listed) ? listed.flatMap(linkOf) : [];
}

function linkOf(entry: unknown): readonly (readonly [string, string])[] {
  if (typeof entry !== 'object' || entry === null || !('source' in entry) || !('target' in entry)) return [];
  const { source, target } = entry;
  return typeof source === 'string' && typeof target === 'string' ? [[source, target]] : [];
}
