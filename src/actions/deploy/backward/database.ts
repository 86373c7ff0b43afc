import type { ActionContext, Change } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import { planRestoreOver } from '../../backup/restore/plan-over.ts';
import { readMigrations, type Migration } from '../../database/push/migrations.ts';
import { classify } from '../../database/sql/classify.ts';
import { parseSql } from '../../database/sql/parse.ts';
import type { DatabaseBack } from '../data.ts';
import type { FlyPlace } from '../place.ts';
import { keptPoint } from '../point/record.ts';

type Planned = DatabaseBack & { readonly changes: readonly Change[] };

/**
 * An old image may not know what a migration took away since. Where the workspace has such a migration from after the release, it
 * has to be said whether the database is restored. When each was applied is not looked at: a file's own time is what is known.
 * Throws Failure `deploy.destructive-since`, `deploy.no-backup-of-release`, and those of a restore's plan.
 */
export async function databaseBack(
  context: ActionContext,
  { environment }: FlyPlace,
  release: Release,
  wish: DatabaseBack['course'] | undefined,
): Promise<Planned> {
  const kept = await keptPoint(context.root, environment, release.version);
  if (wish === 'restore') {
    if (kept === undefined || kept.backup === 'unknown') throw noBackup(environment, release);
    const { backup } = kept;
    const { snapshotAt, changes } = await planRestoreOver(context, environment, backup);
    context.say(
      `The database is restored from ${backup}: what was written since ${snapshotAt} stays in a backup alone.`,
    );
    return { course: 'restore', backup, changes };
  }
  const destructive = await destructiveSince(context.root, release);
  if (destructive.length > 0 && wish === undefined)
    throw destructiveSinceRelease(environment, release, destructive, kept?.backup);
  context.say('The database stays as it is: its schema and its data are not part of this way back.');
  return { course: 'keep', changes: [] };
}

async function destructiveSince(root: string, { createdAt }: Release): Promise<readonly string[]> {
  const since = createdAt.replaceAll(/\D/gu, '').slice(0, 14);
  const { migrations } = await readMigrations(root);
  const later = migrations.filter((migration) => migration.version.length === 14 && migration.version > since);
  const destructive: string[] = [];
  for (const migration of later) if (await isDestructive(migration)) destructive.push(migration.name);
  return destructive;
}

/** What cannot be read, or runs code of its own, may be. */
async function isDestructive({ text }: Migration): Promise<boolean> {
  const { statements, faults } = await parseSql(text);
  const kinds = statements.map(({ node }) => classify(node, new Set()));
  return faults.length > 0 || kinds.some((kind) => kind === 'destructive' || kind === 'unclear');
}

function destructiveSinceRelease(
  environment: string,
  { version }: Release,
  names: readonly string[],
  backup = 'unknown',
): Failure {
  const command = `prestage deploy rollback --env ${environment} --to ${version}`;
  const restore =
    backup === 'unknown'
      ? 'No backup of that release is on record'
      : `Restore ${backup} with it: \`${command} --database restore\``;
  return new Failure(
    {
      code: 'deploy.destructive-since',
      what: `Since release ${version} migrations took something away that it may need`,
      why: `${names.join(', ')}; and it is not said what becomes of the database`,
      fix: `${restore}; or leave the database as it is, where the release does without: \`${command} --database keep\`.`,
    },
    exitCodes.unsettled,
  );
}

function noBackup(environment: string, { version }: Release): Failure {
  return new Failure(
    {
      code: 'deploy.no-backup-of-release',
      what: `No backup of the database of release ${version} is on record`,
      why: 'none that was restored and compared was there when the release was left, or it was left by another way than `deploy.promote`',
      fix: `Look which there are: \`prestage backup list --env ${environment}\`; restore one by its name: \`prestage backup restore --env ${environment} --backup … --over yes\`.`,
    },
    exitCodes.unsettled,
  );
}
