import { Failure } from '../../../core/failure.ts';
import type { Fly } from '../client.ts';
import { pathOf } from './read.ts';
import { done } from './schema.ts';

/**
 * Whether this version of the machine has come to the state within so many seconds, 60 at most. A version that was replaced
 * meanwhile never comes to it: false, as soon as Fly says so.
 */
export async function hasCome(
  fly: Fly,
  app: string,
  wish: { readonly machine: string; readonly version: string; readonly state: string; readonly seconds: number },
): Promise<boolean> {
  const { machine, version, state, seconds } = wish;
  const query = new URLSearchParams({ state, version, instance_id: version, timeout: String(seconds) });
  const path = pathOf(app, `/machines/${machine}/wait?${query.toString()}`);
  const call = { method: 'GET', path, app, doing: `wait for machine ${machine}`, isRepeatable: false } as const;
  try {
    await fly.call({ ...call, timeoutMs: (seconds + 10) * 1000 }, done);
    return true;
  } catch (error) {
    if (error instanceof Failure && ['fly.not-yet', 'fly.refused', 'fly.not-found'].includes(error.data.code))
      return false;
    throw error;
  }
}
