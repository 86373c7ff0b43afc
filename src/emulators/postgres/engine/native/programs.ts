import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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

/** The Postgres of this PATH, else the newest one in the usual places; undefined where there is none. */
export function findPrograms(path = ''): Programs | undefined {
  const onPath = path.split(delimiter).filter((folder) => folder !== '');
  return [...onPath, ...versioned.flatMap(versionsIn), '/usr/local/bin', '/usr/bin'].map(programsIn).find(isThere);
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
  return [initdb, postgres].every((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
