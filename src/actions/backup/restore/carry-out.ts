import { join } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { ageKeyOf } from '../../../services/age/key.ts';
import { inside } from '../../../services/files/inside.ts';
import { findTool } from '../../../services/pgdump/find.ts';
import { commandLine } from '../../command-line.ts';
import { checkBackup, type BackupPlace } from '../archive/check.ts';
import { storeOf, type Store } from '../place.ts';
import { sourceOf } from '../source.ts';
import { takeBackup } from '../take.ts';
import { clear } from '../target/clear.ts';
import { contentsOf } from '../target/contents.ts';
import { markBegun, markEnded } from '../target/mark.ts';
import { superuserOf } from '../target/superuser.ts';
import { restoreBackup } from './restore.ts';

export interface CarryWish {
  readonly store: Store;
  readonly place: BackupPlace;
  /** Whether what is in the way may be taken away, once it is in a backup of its own. */
  readonly over: boolean;
}

/**
 * Into the database of the action's environment. Throws Failure `backup.target-not-empty`, `backup.restore-cut`, which names the
 * backup of what was there before, and those of its parts.
 */
export async function carryRestore(context: ActionContext, { store, place, over }: CarryWish): Promise<void> {
  const login = await context.database();
  const admin = await superuserOf(login);
  const target = await sourceOf(login);
  const { program } = await findTool(context.exec, 'pg_restore', target.major);
  const contents = await contentsOf(admin);
  if (contents.length > 0 && !over) throw notEmpty(context, target.shown, contents);
  const safety = contents.length > 0 ? await takeSafety(context, program) : undefined;
  const key = await ageKeyOf(store.key);
  const folder = await inside(context.root, join(place.folder, place.id));
  await markBegun(admin, stamp(context), place.id);
  try {
    context.say(`restoring ${place.id} into ${target.shown}`);
    if (contents.length > 0) await clear(admin);
    await restoreBackup({ exec: context.exec, program, folder, key, admin });
    await markEnded(admin);
  } catch (error) {
    throw cut(context, place.id, safety, error);
  }
}

/** What is there now, backed up and read to its end before any of it is taken away. */
async function takeSafety(context: ActionContext, pgRestore: string): Promise<string> {
  const { environment, folder, key } = await storeOf(context);
  const login = await context.database();
  const tool = await findTool(context.exec, 'pg_dump', (await sourceOf(login)).major);
  const id = stamp(context);
  context.say(`backing up what is there as ${id}`);
  await takeBackup(context, { environment, login: await superuserOf(login), tool, key, folder, id });
  await checkBackup(context.exec, pgRestore, { root: context.root, folder, id }, key);
  return id;
}

function stamp({ clock }: ActionContext): string {
  return clock.now().toISOString().replaceAll(/[-:.]/gu, '');
}

export function notEmpty(context: ActionContext, shown: string, contents: readonly string[]): Failure {
  const more = contents.length > 5 ? ` and ${contents.length - 5} more` : '';
  return new Failure({
    code: 'backup.target-not-empty',
    what: `The database ${shown} is not empty`,
    why: `it has ${contents.slice(0, 5).join(', ')}${more}: none of it is in the backup's way unless you say so`,
    fix: `Name an environment with a new database; or replace what is there, which is backed up first: ${commandLine(context, 'backup', 'restore', '--over', 'yes')}.`,
  });
}

function cut(context: ActionContext, backup: string, safety: string | undefined, error: unknown): Failure {
  const why = error instanceof Failure ? `${error.data.what}: ${error.data.why}` : String(error);
  const back =
    safety === undefined
      ? 'Make the database anew and restore again.'
      : `What was there is in ${safety}: ${commandLine(context, 'backup', 'restore', '--backup', safety, '--over', 'yes', '--apply')}.`;
  const what = `The restore of ${backup} did not come to its end`;
  return new Failure({ code: 'backup.restore-cut', what, why, fix: back }, exitCodes.failed);
}
