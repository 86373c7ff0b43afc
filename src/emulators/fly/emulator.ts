import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { Secret } from '../../core/secret.ts';
import { broken } from '../kit/http/broken.ts';
import { readGiven } from '../kit/given.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { FlyError, rendered } from './answers.ts';
import { givenSchema } from './given.ts';
import { flyFaults } from './faults.ts';
import { Buckets } from './limits.ts';
import { secretRoutes } from './secrets.ts';
import { createState, type FlyState } from './state.ts';

export const fly = defineEmulator({
  name: 'fly',
  summary: 'Apps of Fly.io: their secrets, with versions and digests',
  catalogue: flyFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<FlyState>> {
  const { apps, organization, limits } = readGiven('fly', givenSchema, options);
  const token =
    options.secrets?.['token'] ?? new Secret('FLY_API_TOKEN', `fo1_${randomBytes(24).toString('base64url')}`);
  const state = createState(apps, organization);
  const running = await startHttpEmulator<FlyState>(
    {
      name: 'fly',
      catalogue: flyFaults,
      state,
      service: ({ clock }) => flyApp(state, token, new Buckets(clock, limits), clock).fetch,
      env: (url) => ({
        FLY_API_BASE_URL: url,
        FLY_FLAPS_BASE_URL: url,
        FLY_UIEX_BASE_URL: url,
        FLY_API_TOKEN: token,
      }),
    },
    options,
  );
  return { ...running, version: 'Fly Machines API v1' };
}

function flyApp(state: FlyState, token: Secret, buckets: Buckets, clock: Clock): Hono {
  const app = new Hono();
  app.onError((error, c) => (error instanceof FlyError ? rendered(error, c) : broken(error)));
  app.notFound((c) => rendered(new FlyError(404, 'not found'), c));
  app.use(async (c, next) => {
    const given = /^(?:Bearer|FlyV1) (?<token>.+)$/u.exec(c.req.header('authorization') ?? '')?.groups?.['token'];
    if (given !== token.reveal()) throw new FlyError(401, 'unauthorized');
    await next();
  });
  app.use('/v1/apps/:app/:action/*', async (c, next) => {
    const { app: name, action } = c.req.param();
    buckets.take(`${c.req.method} ${name} ${action}`);
    await next();
  });
  app.route('/v1/apps/:app', secretRoutes(state, clock));
  return app;
}
