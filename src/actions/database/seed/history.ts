import { basename } from 'node:path';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { exists } from '../../../services/files/read.ts';
import { walk } from '../../../services/files/walk.ts';
import type { Session } from '../../../services/postgres/session.ts';
import { counted, listed } from '../push/place.ts';

/** How a seed stands to what the database says it has run. */
export type SeedState = 'new' | 'unchanged' | 'changed';

export function stateOf(recorded: string | undefined, sha256: string): SeedState {
  if (recorded === undefined) return 'new';
  return recorded === sha256 ? 'unchanged' : 'changed';
}

/** What the CLI has recorded of seeds: path to SHA-256. */
export async function recordedSeeds(session: Session): Promise<ReadonlyMap<string, string>> {
  if (!(await hasTable(session, 'seed_files'))) return new Map();
  const rows = await session.query('select path, hash from supabase_migrations.seed_files');
  return new Map(rows.map(({ path, hash }) => [String(path), String(hash)]));
}

/** In the same transaction as the seed itself: what is recorded has run. */
export async function recordSeed(session: Session, path: string, sha256: string): Promise<void> {
  await session.query(
    `create schema if not exists supabase_migrations;
     create table if not exists supabase_migrations.seed_files (path text not null primary key, hash text not null)`,
  );
  await session.query(
    `insert into supabase_migrations.seed_files (path, hash) values ($1, $2)
     on conflict (path) do update set hash = excluded.hash`,
    [path, sha256],
  );
}

/**
 * Seeds want the schema that they were written for, and `--include-seed` would push what is pending along with them.
 * Throws Failure `database.seed-migrations-pending`.
 */
export async function refusePending(session: Session, root: string): Promise<void> {
  const folder = 'supabase/migrations';
  const files = (await exists(root, folder)) ? await walk(root, folder, () => false) : [];
  const recorded = (await hasTable(session, 'schema_migrations'))
    ? await session.query('select version from supabase_migrations.schema_migrations')
    : [];
  const applied = new Set(recorded.map(({ version }) => String(version)));
  const pending = files
    .map((path) => basename(path))
    .filter((name) => {
      const version = /^(\d+)_.*\.sql$/.exec(name)?.[1];
      return version !== undefined && !applied.has(version);
    });
  if (pending.length === 0) return;
  throw new Failure(
    {
      code: 'database.seed-migrations-pending',
      what: `${counted(pending.length, 'migration')} ${pending.length === 1 ? 'has' : 'have'} not been applied yet`,
      why: `seeds are written for the schema after them: ${listed(pending)}`,
      fix: 'Apply them first: `prestage database push --apply`.',
    },
    exitCodes.failed,
  );
}

async function hasTable(session: Session, name: string): Promise<boolean> {
  const [row] = await session.query('select to_regclass($1) is not null as there', [`supabase_migrations.${name}`]);
  return row?.['there'] === true;
}
