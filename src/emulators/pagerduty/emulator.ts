import { randomBytes } from 'node:crypto';
import { Secret } from '../../core/secret.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { readGiven } from '../kit/given.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { pagerdutyApp } from './app.ts';
import { pagerdutyFaults } from './faults.ts';
import { givenSchema } from './given.ts';
import type { PagerdutyState } from './state.ts';

export const pagerduty = defineEmulator({
  name: 'pagerduty',
  summary: 'PagerDuty’s Events API v2: alerts that are triggered and resolved by their key',
  catalogue: pagerdutyFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<PagerdutyState>> {
  readGiven('pagerduty', givenSchema, options);
  const key = options.secrets?.['key'] ?? new Secret('PAGERDUTY_ROUTING_KEY', randomBytes(16).toString('hex'));
  const state: PagerdutyState = { alerts: {}, events: [] };
  return startHttpEmulator(
    {
      name: 'pagerduty',
      version: 'PagerDuty Events API v2',
      catalogue: pagerdutyFaults,
      state,
      service: () => pagerdutyApp(state, key.reveal()).fetch,
      env: (url) => ({ PAGERDUTY_EVENTS_URL: url, PAGERDUTY_ROUTING_KEY: key }),
    },
    options,
  );
}
