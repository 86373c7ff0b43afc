import { bothWays } from '../../inputs.ts';
import { sameSql } from '../sql/tree.ts';
import { textOf } from './applied-files.ts';
import type { Applied, History } from './history.ts';
import type { Migration, MigrationFolder } from './migrations.ts';
import { counted } from './place.ts';
import { trap, type Trap } from './trap.ts';

/** What the environment had when it was looked at. */
export interface Found {
  readonly history: History;
  readonly tables: readonly string[];
}

/** Files against history. What is found is in the order of the files. */
export async function historyTraps(
  { migrations, skipped }: MigrationFolder,
  { history, tables }: Found,
  includeAll: boolean,
): Promise<readonly Trap[]> {
  const { applied } = history;
  const rollbacks = migrations.filter((file) => isRollback(file, migrations, applied));
  const others = migrations.filter((file) => !rollbacks.includes(file));
  const edited = await Promise.all(others.map(async (file) => editedTrap(file, applied)));
  return [
    ...duplicates(others),
    ...rollbacks.map(rollbackTrap),
    ...remoteOnly(migrations, applied),
    ...(includeAll ? [] : outOfOrder(others, applied)),
    ...edited.filter((each) => each !== undefined),
    ...noHistory(history, tables),
    ...(history.mayWrite ? [] : [missingRights(history)]),
    ...skipped.filter((name) => name.endsWith('.sql') || name.endsWith('/')).map(skippedTrap),
  ];
}

function duplicates(migrations: readonly Migration[]): readonly Trap[] {
  return migrations.flatMap((file) => {
    const first = migrations.find(({ version }) => version === file.version);
    if (first === undefined || first === file) return [];
    return trap('duplicate-version', {
      what: `${file.name} has the version of ${first.name}`,
      why: `history keeps one row a version: once ${first.name} is applied, this file fails, or is never run`,
      fix: 'Give one of them a later version: rename the one that no environment has had.',
      file: file.path,
    });
  });
}

/** By its name; one whose version has no other file, and was applied, is part of history like any other. */
function isRollback(file: Migration, all: readonly Migration[], applied: readonly Applied[]): boolean {
  if (!/[._-](?:rollback|down|undo|revert)\.sql$/i.test(file.name)) return false;
  const isAlone = all.every((other) => other === file || other.version !== file.version);
  return !isAlone || applied.every(({ version }) => version !== file.version);
}

function rollbackTrap({ name, path }: Migration): Trap {
  return trap('rollback-file', {
    what: `${name} is a way back, and the CLI takes it for a migration`,
    why: 'its name begins with a version and ends with .sql: it would be run like any other, on a fresh database first of all',
    fix: `Move it out of the folder, to where a way back is looked for: \`git mv ${path} supabase/down/\`, under its migration's name.`,
    file: path,
  });
}

function remoteOnly(migrations: readonly Migration[], applied: readonly Applied[]): readonly Trap[] {
  const local = new Set(migrations.map(({ version }) => version));
  return applied
    .filter(({ version }) => !local.has(version))
    .map(({ version, name }) =>
      trap('remote-only', {
        what: `The environment has had ${version}${name === undefined ? '' : `_${name}`}, and no file says what it was`,
        why: 'the CLI refuses to push, and what the environment holds cannot be made again from the files',
        fix:
          'Bring the file back from git, or out of the history by `supabase migration fetch`. ' +
          `\`supabase migration repair --status reverted ${version} --db-url URL\` only forgets it: its tables stay.`,
      }),
    );
}

function outOfOrder(migrations: readonly Migration[], applied: readonly Applied[]): readonly Trap[] {
  const last =
    applied
      .map(({ version }) => version)
      .toSorted()
      .at(-1) ?? '';
  return pendingOf(migrations, applied)
    .filter(({ version }) => version < last)
    .map(({ name, path }) =>
      trap('out-of-order', {
        what: `${name} is older than what the environment has had last, ${last}`,
        why: 'it would run after files that were written to come after it',
        fix: 'Give it a version that is later than all; or, when the order does not matter, `all=true`.',
        file: path,
      }),
    );
}

async function editedTrap(
  { version, name, path, text }: Migration,
  applied: readonly Applied[],
): Promise<Trap | undefined> {
  const statements = applied.find((row) => row.version === version)?.statements;
  if (statements === undefined || (await sameSql(textOf(statements), text))) return undefined;
  return trap('edited-after-apply', {
    what: `${name} was changed after it was applied`,
    why: 'the statements that history has of it are others, and what is in the file now will never be run here',
    fix: `Take the file back to what was applied, and put the change into a new migration; or say ${bothWays('accept', 'edited-after-apply')}.`,
    file: path,
  });
}

function noHistory({ applied }: History, tables: readonly string[]): readonly Trap[] {
  if (applied.length > 0 || tables.length === 0) return [];
  const shown = `${tables.slice(0, 3).join(', ')}${tables.length > 3 ? ', …' : ''}`;
  return [
    trap('no-history', {
      what: `The environment has no history of migrations, and ${counted(tables.length, 'table')}: ${shown}`,
      why: 'every file would be run, also those whose tables stand there already',
      fix:
        'Say which were applied: `supabase migration repair --status applied VERSION… --db-url URL`; ' +
        `or, when the tables have nothing to do with the files, say ${bothWays('accept', 'no-history')}.`,
    }),
  ];
}

function missingRights({ exists }: History): Trap {
  return trap('missing-rights', {
    what: 'The user of the URL may not write the history of migrations',
    why: exists
      ? 'it has no INSERT on supabase_migrations.schema_migrations'
      : 'it may not make the schema supabase_migrations',
    fix: 'Push as the user `postgres`, or grant it to the user of the URL.',
  });
}

function skippedTrap(name: string): Trap {
  return trap(
    'skipped-file',
    {
      what: `supabase/migrations/${name} is no migration`,
      why: name.endsWith('/')
        ? 'the CLI does not look into folders'
        : 'its name does not begin with a version and an underscore',
      fix: 'Name it VERSION_NAME.sql if it is to be applied; else keep it elsewhere.',
      file: `supabase/migrations/${name}`,
    },
    'warns',
  );
}

export function pendingOf(migrations: readonly Migration[], applied: readonly Applied[]): readonly Migration[] {
  const had = new Set(applied.map(({ version }) => version));
  return migrations.filter(({ version }) => !had.has(version));
}
