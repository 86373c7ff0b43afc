import { randomBytes } from 'node:crypto';
import { systemClock } from '../../core/clock.ts';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { readGiven } from '../kit/given.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { chatwootFaults } from './faults.ts';
import { firstState } from './first-state.ts';
import { givenSchema } from './given.ts';
import { chatwootService } from './service.ts';
import type { ChatwootState } from './state.ts';

export const chatwoot = defineEmulator({
  name: 'chatwoot',
  summary: 'Chatwoot’s API: an account, its inboxes and conversations, and a worker that can die unseen',
  catalogue: chatwootFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<ChatwootState>> {
  const given = readGiven('chatwoot', givenSchema, options);
  const state = firstState(given, (options.clock ?? systemClock).now());
  const user = options.secrets?.['token'] ?? madeUp('CHATWOOT_TOKEN');
  const platform = options.secrets?.['platform'] ?? madeUp('CHATWOOT_PLATFORM_TOKEN');
  return startHttpEmulator(
    {
      name: 'chatwoot',
      version: `Chatwoot ${given.version}`,
      catalogue: chatwootFaults,
      state,
      service: (instruments) => chatwootService(state, { user, platform }, given.limit, instruments),
      env: (url) => ({
        CHATWOOT_URL: url,
        CHATWOOT_ACCOUNT: String(given.account),
        CHATWOOT_TOKEN: user,
        CHATWOOT_PLATFORM_TOKEN: platform,
      }),
    },
    options,
  );
}

/** As long as the real ones. */
function madeUp(name: string): Secret {
  return new Secret(name, randomBytes(18).toString('base64url'));
}
