import type { ActionContext } from '../../../core/action.ts';
import { readHistory } from '../../database/push/history.ts';
import { readMigrations } from '../../database/push/migrations.ts';
import type { Session } from '../../../services/postgres/session.ts';

/**
 * Why what the workspace says of its database is not to be asked of this copy: they stand at different migrations. Undefined when
 * they stand at the same.
 */
export async function otherLevel({ root }: ActionContext, session: Session): Promise<string | undefined> {
  const { applied } = await readHistory(session);
  const { migrations } = await readMigrations(root);
  const [there, here] = [applied.map(({ version }) => version), migrations.map(({ version }) => version)];
  const [missing, extra] = [here.filter((each) => !there.includes(each)), there.filter((each) => !here.includes(each))];
  if (missing.length > 0) return `the backup is from before migration ${missing.join(', ')} of the workspace`;
  if (extra.length > 0) return `the backup has migration ${extra.join(', ')}, which the workspace has not`;
  return undefined;
}
