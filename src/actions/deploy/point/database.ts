import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { readHistory } from '../../database/push/history.ts';
import { newestDrill } from './drilled.ts';
import type { RestorePoint } from './point.ts';

/** What of the database belongs to a point: how far it is migrated now, and the newest backup that was restored and compared. */
export async function databaseNow(
  context: ActionContext,
  environment: string,
): Promise<Pick<RestorePoint, 'schema' | 'backup'>> {
  const drill = await newestDrill(context, environment);
  return {
    schema: await levelNow(context, environment),
    backup: drill?.verdict === 'verified' ? drill.backup : 'unknown',
  };
}

/** The newest migration that is applied; `none` where there is none, `unknown` where nobody can say. */
async function levelNow(context: ActionContext, environment: string): Promise<string> {
  try {
    const session = await openSession(await context.database(environment), { root: context.root });
    try {
      return (await readHistory(session)).applied.at(-1)?.version ?? 'none';
    } finally {
      await session.close();
    }
  } catch (error) {
    if (error instanceof Failure) return 'unknown';
    throw error;
  }
}
