import type { ActionContext } from '../../../core/action.ts';
import type { Exposure } from '../../../core/scratch.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { readSettings } from '../../settings.ts';
import { databaseSettings } from '../settings.ts';
import { shadowFault, type ShadowFault } from '../shadow-fault.ts';
import { openShadow, configuredExposure, type Shadow } from '../shadow.ts';
import { measureAccess, type MeasureOptions } from './measure.ts';
import { personasOf } from './settings.ts';
import type { AccessMatrix } from './types.ts';

export type ShadowMatrix =
  | { readonly shadow: Shadow; readonly matrix: AccessMatrix }
  /** Why there is none. */
  | { readonly fault: ShadowFault };

/** What the workspace's migrations and seeds come to, tried on a scratch database. */
export async function measureShadow(
  context: ActionContext,
  meant: MeasureOptions['meant'],
  exposure?: Exposure,
): Promise<ShadowMatrix> {
  const { access } = readSettings(context, 'database', databaseSettings);
  const shadow = await openShadow(context, { includeSeed: true, ...(exposure === undefined ? {} : { exposure }) });
  const fault = shadowFault(shadow.push);
  if (fault !== undefined) return { fault };
  // Its superuser: any role can be taken, and nothing but access stands in the way.
  const session = await openSession(shadow.scratch.admin, { timeoutMs: 120_000 });
  try {
    const { schemas } = access;
    const matrix = await measureAccess(session, {
      personas: personasOf(access),
      scratch: true,
      meant,
      ...(schemas === undefined ? {} : { schemas }),
    });
    return { shadow, matrix };
  } finally {
    await session.close();
  }
}

/** The same where new tables are granted otherwise: what a project's age, or a local stack, may decide. */
export async function measureOtherExposure(
  context: ActionContext,
  meant: MeasureOptions['meant'],
): Promise<ShadowMatrix & { readonly exposure: Exposure }> {
  const exposure = configuredExposure(context) === 'auto' ? 'explicit' : 'auto';
  return { ...(await measureShadow(context, meant, exposure)), exposure };
}
