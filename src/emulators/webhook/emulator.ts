import { randomBytes } from 'node:crypto';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { readGiven } from '../kit/given.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { webhookApp } from './app.ts';
import { webhookFaults } from './faults.ts';
import { givenSchema } from './given.ts';
import type { WebhookState } from './state.ts';

export const webhook = defineEmulator({
  name: 'webhook',
  summary: 'A receiver of signed webhooks, which knows a message that comes twice',
  catalogue: webhookFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<WebhookState>> {
  const { tolerance } = readGiven('webhook', givenSchema, options);
  const secret = options.secrets?.['secret'] ?? new Secret('WEBHOOK_SECRET', randomBytes(24).toString('hex'));
  const state: WebhookState = { notices: [], repeated: 0 };
  return startHttpEmulator(
    {
      name: 'webhook',
      version: 'a receiver of webhooks',
      catalogue: webhookFaults,
      state,
      service: ({ clock }) => webhookApp({ state, clock, secret: secret.reveal(), toleranceSeconds: tolerance }).fetch,
      env: (url) => ({ WEBHOOK_URL: url, WEBHOOK_SECRET: secret }),
    },
    options,
  );
}
