import { systemClock } from '../../core/clock.ts';
import { defineEmulator, type RunningEmulator, type StartOptions } from '../kit/emulator.ts';
import { readGiven } from '../kit/given.ts';
import { startHttpEmulator } from '../kit/http/start-http.ts';
import { certificates } from './certificates.ts';
import { siteFaults } from './faults.ts';
import { givenSchema } from './given.ts';
import { siteService, stateOf, type SiteState } from './service.ts';

export const site = defineEmulator({
  name: 'site',
  summary: 'A plain site: an answer for each path that it is told of, and a certificate that can be wrong',
  catalogue: siteFaults,
  start,
});

async function start(options: StartOptions = {}): Promise<RunningEmulator<SiteState>> {
  const given = readGiven('site', givenSchema, options);
  const state = stateOf(given);
  const secure = given.tls ? { secure: certificates(options.host ?? '127.0.0.1', systemClock.now()) } : {};
  return startHttpEmulator(
    {
      name: 'site',
      version: given.tls ? 'a site over TLS' : 'a site',
      catalogue: siteFaults,
      state,
      ...secure,
      service: () => siteService(state),
      env: (url) => ({ SITE_URL: url }),
    },
    options,
  );
}
