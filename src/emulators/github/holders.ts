import { Hono, type Context } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { notFound } from './answers.ts';
import type { Holder } from './holder.ts';
import { listSecrets, publicKey, readSecret, removeSecret, writeSecret, type HolderCall } from './secrets.ts';
import type { GitHubState } from './state.ts';
import { changeVariable, createVariable, listVariables, readVariable, removeVariable } from './variables.ts';

/** By what time it is, and how late readers see. */
interface Watch {
  readonly clock: Clock;
  readonly lagMs: number;
}

/** The secrets and variables of one holder, which a call's path names. */
export function holderRoutes({ clock, lagMs }: Watch, find: (c: Context) => Holder): Hono {
  const app = new Hono();
  const on = (answer: (call: HolderCall) => Response | Promise<Response>) => (c: Context) => {
    const now = clock.now().getTime();
    return answer({ c, holder: find(c), now, until: now - lagMs });
  };
  app.get('/secrets', on(listSecrets));
  app.get('/secrets/public-key', on(publicKey));
  app.get('/secrets/:name', on(readSecret));
  app.put('/secrets/:name', on(writeSecret));
  app.delete('/secrets/:name', on(removeSecret));
  app.get('/variables', on(listVariables));
  app.post('/variables', on(createVariable));
  app.get('/variables/:name', on(readVariable));
  app.patch('/variables/:name', on(changeVariable));
  app.delete('/variables/:name', on(removeVariable));
  return app;
}

export function environmentOf(state: GitHubState, c: Context): Holder {
  const found = state.environments.get((c.req.param('environment') ?? '').toLowerCase());
  if (found === undefined) throw notFound();
  return found;
}
