import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from '../../../services/files/failures.ts';
import { digestOf } from '../../../services/files/digest.ts';
import { readText } from '../../../services/files/read.ts';

/** A file that the CLI takes for a migration. */
export interface Migration {
  /** `20251014083000_idea_pool.sql` */
  readonly name: string;
  /** In the workspace. */
  readonly path: string;
  readonly version: string;
  readonly text: string;
  readonly sha256: string;
}

export interface MigrationFolder {
  /** By version, then by name. */
  readonly migrations: readonly Migration[];
  /** What stands there and is left out by its name, folders with a slash at the end. */
  readonly skipped: readonly string[];
}

const folder = 'supabase/migrations';

/** The CLI's own rule for names: digits, an underscore, and `.sql` at the end. */
const pattern = /^(?<version>[0-9]+)_.*\.sql$/;

/** Nothing at all where there is no such folder. Throws the Failures of `readText`. */
export async function readMigrations(root: string): Promise<MigrationFolder> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    throw error;
  });
  const names = entries.map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name)).toSorted();
  const taken = names.filter((name) => pattern.test(name));
  const migrations = await Promise.all(taken.map(async (name) => readMigration(root, name)));
  return {
    migrations: migrations.toSorted((a, b) => compare(a.version, b.version) || compare(a.name, b.name)),
    skipped: names.filter((name) => !pattern.test(name) && !name.startsWith('.')),
  };
}

async function readMigration(root: string, name: string): Promise<Migration> {
  const path = `${folder}/${name}`;
  const text = await readText(root, path);
  return { name, path, version: pattern.exec(name)?.groups?.['version'] ?? '', text, sha256: digestOf(text) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
