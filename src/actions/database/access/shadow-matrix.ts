import type { ActionContext } from '../../../core/action.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { readSettings } from '../../settings.ts';
import { databaseSettings } from '../settings.ts';
import { shadowFault, type ShadowFault } from '../shadow-fault.ts';
import { openShadow, type Shadow } from '../shadow.ts';
import { measureAccess } from './measure.ts';
import { personasOf } from './settings.ts';
import type { AccessMatrix } from './types.ts';

export type ShadowMatrix =
  | { readonly shadow: Shadow; readonly matrix: AccessMatrix }
  /** Why there is none. */
  | { readonly fault: ShadowFault };

/** What the workspace's migrations and seeds come to, tried on a scratch database. */
export async function measureShadow(context: ActionContext): Promise<ShadowMatrix> {
  const { access } = readSettings(context, 'database', databaseSettings);
  const shadow = await openShadow(context, { includeSeed: true });
  const fault = shadowFault(shadow.push);
  if (fault !== undefined) return { fault };
  // Its superuser: any role can be taken, and nothing but access stands in the way.
  const session = await openSession(shadow.scratch.admin, { timeoutMs: 120_000 });
  try {
    const { schemas } = access;
    const matrix = await measureAccess(session, {
      personas: personasOf(access),
      scratch: true,
      ...(schemas === undefined ? {} : { schemas }),
    });
    return { shadow, matrix };
  } finally {
    await session.close();
  }
}
