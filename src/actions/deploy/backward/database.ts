import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import { readMigrations, type Migration } from '../../database/push/migrations.ts';
import { classify } from '../../database/sql/classify.ts';
import { parseSql } from '../../database/sql/parse.ts';
import type { FlyPlace } from '../place.ts';
import { newestDrill } from '../point/drilled.ts';

/**
 * An old image may not know what a migration took away since. Where the workspace has such a migration from after the release, a
 * way back wants a backup that was restored once. When each was applied is not looked at: a file's own time is what is known.
 * Throws Failure `deploy.destructive-since`.
 */
export async function refuseDestructiveSince(
  { root }: Pick<ActionContext, 'root'>,
  { environment }: FlyPlace,
  { version, createdAt }: Release,
): Promise<void> {
  const since = createdAt.replaceAll(/\D/gu, '').slice(0, 14);
  const { migrations } = await readMigrations(root);
  const later = migrations.filter((migration) => migration.version.length === 14 && migration.version > since);
  const destructive: string[] = [];
  for (const migration of later) if (await isDestructive(migration)) destructive.push(migration.name);
  if (destructive.length === 0) return;
  const drill = await newestDrill(root, environment);
  if (drill?.verdict === 'verified') return;
  throw new Failure(
    {
      code: 'deploy.destructive-since',
      what: `Since release ${version} migrations took something away that it may need`,
      why: `${destructive.join(', ')}; and no backup of ${environment} is on record that was restored and compared`,
      fix: `Drill one, so that there is a way back for the data too: \`prestage backup create --env ${environment} --apply\`, then \`prestage backup drill --env ${environment}\`.`,
    },
    exitCodes.unsettled,
  );
}

/** What cannot be read, or runs code of its own, may be. */
async function isDestructive({ text }: Migration): Promise<boolean> {
  const { statements, faults } = await parseSql(text);
  const kinds = statements.map(({ node }) => classify(node, new Set()));
  return faults.length > 0 || kinds.some((kind) => kind === 'destructive' || kind === 'unclear');
}
