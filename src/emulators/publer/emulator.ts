import { randomBytes } from 'node:crypto';
import { systemClock } from '../../core/clock.ts';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { readGiven } from '../kit/given.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { publerFaults } from './faults.ts';
import { givenSchema } from './given.ts';
import { publerService } from './service.ts';
import { firstState, type PublerState } from './state.ts';

export const publer = defineEmulator({
  name: 'publer',
  summary: 'Publer’s API: a workspace, its social accounts and posts, and a plan that can lapse overnight',
  catalogue: publerFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<PublerState>> {
  const given = readGiven('publer', givenSchema, options);
  const state = firstState(given, (options.clock ?? systemClock).now());
  const { key, token } = options.secrets ?? {};
  const credential = key ?? token ?? new Secret('PUBLER_API_KEY', randomBytes(24).toString('hex'));
  return startHttpEmulator(
    {
      name: 'publer',
      version: 'Publer API v1',
      catalogue: publerFaults,
      state,
      service: (instruments) => publerService(state, credential, instruments),
      env: (url) => ({
        PUBLER_URL: `${url}/api/v1`,
        PUBLER_WORKSPACE_ID: state.workspace.id,
        PUBLER_API_KEY: credential,
      }),
    },
    options,
  );
}
