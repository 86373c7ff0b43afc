import { setTimeout } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import type { Secret } from '../../core/secret.ts';
import { broken } from '../kit/http/broken.ts';
import { FlyError } from './answers.ts';
import { door } from './door/door.ts';
import { worldChanges } from './faults/world.ts';
import { graphqlRoutes } from './graphql/route.ts';
import type { Buckets } from './limits.ts';
import { actionRoutes } from './machines/actions.ts';
import { appRoutes } from './machines/apps.ts';
import type { Env, World } from './machines/call.ts';
import { leaseRoutes } from './machines/leases.ts';
import { machineRoutes } from './machines/machines.ts';
import { metadataRoutes } from './machines/metadata.ts';
import { secretRoutes } from './machines/secrets.ts';
import { waitRoutes } from './machines/wait.ts';
import { webRoutes } from './rest/web.ts';
import { LeaseHeld } from './state/lease.ts';

interface Parts {
  readonly world: World;
  readonly token: Secret;
  readonly buckets: Buckets;
  /** Milliseconds by the caller's watch that every call takes. */
  readonly latencyMs: number;
}

/** GraphQL, the Machines API and the web's REST on one port, and the app's own door beside them. */
export function flyService({ world, token, buckets, latencyMs }: Parts): Hono<Env> {
  const app = new Hono<Env>();
  const behind = door(world);
  app.onError((error, c) => (error instanceof FlyError ? rendered(error, c) : broken(error)));
  app.notFound((c) => rendered(new FlyError(404, 'not found'), c));
  app.use(async (c, next) => {
    if (latencyMs > 0) await setTimeout(latencyMs, undefined, { signal: world.stopping });
    worldChanges(world, c.env.conditions);
    const answer = await behind(c);
    if (answer !== undefined) return answer;
    authorise(c, token);
    refuseBeyondScope(c);
    buckets.take(c.req.method, c.req.path);
    return next();
  });
  app.route('/graphql', graphqlRoutes(world));
  app.route('/api/v1', webRoutes(world));
  app.route('/v1/apps/:app', secretRoutes(world.state, world.clock));
  app.route('/v1/apps', appRoutes(world));
  app.route('/v1/apps/:app/machines/:id/lease', leaseRoutes(world));
  app.route('/v1/apps/:app/machines/:id/wait', waitRoutes(world));
  app.route('/v1/apps/:app/machines/:id/metadata', metadataRoutes(world));
  app.route('/v1/apps/:app/machines/:id', actionRoutes(world));
  app.route('/v1/apps/:app/machines', machineRoutes(world));
  return app;
}

function authorise(c: Context<Env>, token: Secret): void {
  const given = /^(?:Bearer|FlyV1) (?<token>.+)$/u.exec(c.req.header('authorization') ?? '')?.groups?.['token'];
  if (given !== token.reveal()) throw new FlyError(401, 'unauthorized');
}

const ofDeploys = /^\/(?:v1\/apps\/[^/]+\/machines|api\/v1\/(?:releases|builds))(?:\/|$)/u;

/** What a token may not do that may do something. */
function refuseBeyondScope(c: Context<Env>): void {
  const { conditions } = c.env;
  if (c.req.method === 'GET' || c.req.path === '/graphql') return;
  if (conditions.has('token-reads-only')) throw new FlyError(403, 'unauthorized: token is read-only');
  if (conditions.has('token-cannot-deploy') && ofDeploys.test(c.req.path))
    throw new FlyError(403, 'unauthorized: action not permitted by token');
}

function rendered(error: FlyError, c: Context<Env>): Response {
  if (!(error instanceof LeaseHeld)) return c.json({ error: error.message, status: 'unknown' }, error.status);
  const { owner, description, expiresAt } = error.lease;
  return c.json(
    {
      status: 'error',
      code: 'lease_currently_held',
      message: error.message,
      error: error.message,
      data: { owner, description, expires_at: Math.floor(expiresAt / 1000) },
    },
    409,
  );
}
