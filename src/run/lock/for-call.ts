import { randomBytes } from 'node:crypto';
import { compactTime } from '../run-id.ts';
import type { OneAction } from '../one-action.ts';
import type { LockRequest } from './request.ts';

/** The lock that an action needs which is called by itself: of the environment that it changes, if it does. */
export function lockForCall(call: OneAction): LockRequest {
  const { action, clock, environment } = call;
  const isChanged = action.effects === 'environment' && environment !== undefined;
  return {
    say: call.say,
    ...call.lock,
    root: call.workspace.root,
    run: `${compactTime(clock)}-${action.id.replace('.', '-')}-${randomBytes(2).toString('hex')}`,
    reason: `\`prestage ${action.id.replace('.', ' ')} --apply\``,
    environments: isChanged ? [environment] : [],
    database: call.database ?? (async () => undefined),
  };
}
