import type { ActionContext } from '../../../core/action.ts';
import { carryRestore } from '../../backup/restore/carry-out.ts';
import { restoreFaults } from '../../backup/restore/look.ts';
import { storeOf } from '../../backup/place.ts';
import type { Judgement } from '../look/judge-app.ts';
import type { FlyPlace } from '../place.ts';
import { step } from '../steps.ts';

/** Over what is there, which is backed up first; compared before an app of old writes into it again. Timed. */
export async function restoreDatabase(
  context: ActionContext,
  { environment }: FlyPlace,
  backup: string,
): Promise<Judgement['verdict']> {
  const store = await storeOf(context, environment);
  const place = { root: context.root, folder: store.folder, id: backup };
  return step(
    context,
    `database back to ${backup}`,
    async () => carryRestore(context, { store, place, over: true }),
    async () => {
      const reasons = await restoreFaults(context, store, place);
      return { verdict: reasons.length === 0 ? 'verified' : 'failed', reasons, well: 0 };
    },
  );
}
