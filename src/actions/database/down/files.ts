import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FailureData } from '../../../core/failure.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { codeOf } from '../../../services/files/failures.ts';
import { readText } from '../../../services/files/read.ts';
import type { Migration } from '../push/migrations.ts';
import { parseSql, type Statement } from '../sql/parse.ts';
import { downFaults } from './faults.ts';

/** The way back of one migration, under the migration's own name. */
export interface DownFile {
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly sha256: string;
  readonly statements: readonly Statement[];
  /** Why it cannot be run in one transaction, or at all. */
  readonly faults: readonly FailureData[];
}

export interface DownFolder {
  /** By the migration's name. */
  readonly files: ReadonlyMap<string, DownFile>;
  /** Files that are no migration's way back. */
  readonly strays: readonly FailureData[];
}

type Named = Pick<Migration, 'name' | 'version'>;

/** Nothing at all where there is no such folder. */
export async function readDownFiles(root: string, folder: string, migrations: readonly Named[]): Promise<DownFolder> {
  const names = await sqlFilesIn(join(root, folder));
  const known = new Set(migrations.map(({ name }) => name));
  const own = names.filter((name) => known.has(name));
  const files = await Promise.all(own.map(async (name) => readDownFile(root, `${folder}/${name}`, name)));
  return {
    files: new Map(files.map((file) => [file.name, file])),
    strays: names.filter((name) => !known.has(name)).map((name) => strayOf(folder, name, migrations)),
  };
}

async function sqlFilesIn(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).filter((name) => name.endsWith('.sql')).toSorted();
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  }
}

async function readDownFile(root: string, path: string, name: string): Promise<DownFile> {
  const text = await readText(root, path);
  const parsed = await parseSql(text);
  return {
    name,
    path,
    text,
    sha256: digestOf(text),
    statements: parsed.statements,
    faults: downFaults({ name, path }, parsed),
  };
}

function strayOf(folder: string, name: string, migrations: readonly Named[]): FailureData {
  const version = /^\d+/.exec(name)?.[0];
  const meant = migrations.find((each) => each.version === version);
  const file = `${folder}/${name}`;
  return {
    code: 'database.down-stray',
    what: `${file} is the way back of no migration`,
    why: 'a way back has the name of its migration',
    fix:
      meant === undefined ? `Take it away, or name it after its migration.` : `git mv ${file} ${folder}/${meant.name}`,
    file,
  };
}
