import { randomBytes } from 'node:crypto';
import { Secret } from '../../core/secret.ts';
import { systemClock } from '../../core/clock.ts';
import { readGiven } from '../kit/given.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { givenSchema } from './given.ts';
import { flyFaults } from './faults/faults.ts';
import { Buckets } from './limits.ts';
import { createState } from './seeds/create.ts';
import { flyService } from './service.ts';
import type { FlyState } from './state/state.ts';

export const fly = defineEmulator({
  name: 'fly',
  summary: 'Apps of Fly.io: machines, releases, leases, images, secrets, and the apps’ own doors',
  catalogue: flyFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<FlyState>> {
  const given = readGiven('fly', givenSchema, options);
  const token =
    options.secrets?.['token'] ?? new Secret('FLY_API_TOKEN', `fo1_${randomBytes(24).toString('base64url')}`);
  const state = createState(given, (options.clock ?? systemClock).now());
  const running = await startHttpEmulator<FlyState>(
    {
      name: 'fly',
      catalogue: flyFaults,
      state,
      service: ({ clock, stopping }) =>
        flyService({
          world: { state, clock, stopping: stopping.signal },
          token,
          buckets: new Buckets(clock, given.limits),
          latencyMs: given.latencyMs,
        }).fetch,
      env: (url) => ({
        FLY_API_BASE_URL: url,
        FLY_FLAPS_BASE_URL: url,
        FLY_UIEX_BASE_URL: url,
        FLY_API_TOKEN: token,
        // flyctl would send traces with its token, and ask other hosts for news.
        FLY_TRACE_COLLECTOR_URL: '127.0.0.1',
        FLY_SEND_METRICS: '0',
        FLY_NO_UPDATE_CHECK: '1',
        FLY_NO_INCIDENTS_CHECK: '1',
      }),
    },
    options,
  );
  return { ...running, version: 'Fly Machines API v1' };
}
