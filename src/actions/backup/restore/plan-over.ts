import type { ActionContext, Change } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { findTool } from '../../../services/pgdump/find.ts';
import { checkBackup } from '../archive/check.ts';
import { pastDrills } from '../catalogue/drills.ts';
import { chosenBackup, storeOf } from '../place.ts';
import { sourceOf } from '../source.ts';
import { superuserOf } from '../target/superuser.ts';

/**
 * Whether a backup could be restored over the environment's database: it reads well, was drilled, and we get in. Throws Failure
 * `backup.none`, `backup.not-drilled`, and those of its parts.
 */
export async function planRestoreOver(
  context: ActionContext,
  environment: string,
  backup: string,
): Promise<{ readonly snapshotAt: string; readonly changes: readonly Change[] }> {
  const store = await storeOf(context, environment);
  const place = await chosenBackup(context, store, backup);
  const drill = (await pastDrills(context.root, environment)).find((each) => each.backup === backup);
  if (drill?.verdict !== 'verified') throw notDrilled(environment, backup, drill?.verdict);
  const login = await context.database(environment);
  const { major, shown } = await sourceOf(login);
  const { program } = await findTool(context.exec, 'pg_restore', major);
  await findTool(context.exec, 'pg_dump', major);
  await superuserOf(login);
  const { snapshotAt } = await checkBackup(context.exec, program, place, store.key);
  const summary = `what ${backup} holds, of ${snapshotAt}; what is there is backed up first`;
  return { snapshotAt, changes: [{ kind: 'update', target: shown, summary }] };
}

function notDrilled(environment: string, backup: string, verdict: string | undefined): Failure {
  return new Failure(
    {
      code: 'backup.not-drilled',
      what: `The backup ${backup} of ${environment} is not one to come back to`,
      why: verdict === undefined ? 'it was never restored and compared' : `its newest drill came to ${verdict}`,
      fix: `Drill it: \`prestage backup drill --env ${environment} --backup ${backup}\`.`,
    },
    exitCodes.unsettled,
  );
}
