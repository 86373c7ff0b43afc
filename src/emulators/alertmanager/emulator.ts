import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { readGiven } from '../kit/given.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { alertmanagerApp } from './app.ts';
import { alertmanagerFaults } from './faults.ts';
import { givenSchema } from './given.ts';
import type { AlertmanagerState } from './state.ts';

export const alertmanager = defineEmulator({
  name: 'alertmanager',
  summary: 'Alertmanager’s API v2: alerts by their labels, over when nobody repeats them',
  catalogue: alertmanagerFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<AlertmanagerState>> {
  const { prefix } = readGiven('alertmanager', givenSchema, options);
  const { token } = options.secrets ?? {};
  const state: AlertmanagerState = { alerts: {} };
  return startHttpEmulator(
    {
      name: 'alertmanager',
      version: 'Alertmanager API v2',
      catalogue: alertmanagerFaults,
      state,
      service: ({ clock }) => alertmanagerApp({ state, clock, prefix, token: token?.reveal() }).fetch,
      env: (url) => ({
        ALERTMANAGER_URL: `${url}${prefix}`,
        ...(token === undefined ? {} : { ALERTMANAGER_TOKEN: token }),
      }),
    },
    options,
  );
}
