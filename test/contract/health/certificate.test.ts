import { afterEach, expect, it } from 'vitest';
import type { ActionContext } from '../../../src/core/action.ts';
import { createWorkspace } from '../../../src/actions/testing/workspace.ts';
import { runCheck } from '../../../src/actions/health/run-check.ts';
import { healthSettings } from '../../../src/actions/health/settings.ts';
import { selfSigned, type Certificate } from '../../../src/emulators/kit/tls/certificate.ts';
import { closedPort, serve, serveTls, stopServers } from '../../../src/services/http/testing/servers.ts';

afterEach(stopServers);

const day = 86_400_000;
const inDays = (days: number): Date => new Date(Date.now() + days * day);

/** The emulators' certificates are valid for 30 days from when they are made. */
async function look(url: string, ca: string | undefined, more: object = {}) {
  const { checks } = healthSettings.parse({
    checks: { tls: { kind: 'certificate', url: 'https://shop.example.test', retries: 0, ...more } },
  });
  const workspace = await createWorkspace();
  const place: Partial<ActionContext> = {
    clock: { now: () => new Date() },
    locate: () => ({ url, ...(ca === undefined ? {} : { ca }) }),
  };
  try {
    return await runCheck(workspace.context(place), { name: 'tls', settings: checks['tls']! }, 'staging');
  } finally {
    await workspace.remove();
  }
}

it.each<[string, Certificate, boolean, object]>([
  ['has time', selfSigned('127.0.0.1', inDays(0)), true, { state: 'pass', summary: '29 days left' }],
  [
    'expires soon',
    selfSigned('127.0.0.1', inDays(-20)),
    true,
    { state: 'degraded', code: 'certificate_expiring', summary: '9 days left, fewer than 21' },
  ],
  ['has expired', selfSigned('127.0.0.1', inDays(-40)), true, { state: 'fail', code: 'certificate_expired' }],
  ['is for another host', selfSigned('127.0.0.2', inDays(0)), true, { state: 'fail', code: 'certificate_wrong_host' }],
  ['nobody vouches for', selfSigned('127.0.0.1', inDays(0)), false, { state: 'fail', code: 'certificate_untrusted' }],
])('a certificate that %s', async (_, certificate, isKnown, expected) => {
  const { url } = await serveTls(certificate);
  const result = await look(url, isKnown ? certificate.cert : undefined);
  expect(result).toMatchObject({
    ...expected,
    steps: [
      { call: 'TLS https://shop.example.test', fields: { chain: ['Prestage emulator, made for this start alone'] } },
    ],
  });
});

it('no certificate at all', async () => {
  const plain = await serve((_, response) => response.end());
  expect(await look(plain.url.replace('http:', 'https:'), undefined)).toMatchObject({ state: 'fail', code: 'tls' });
  expect(await look(`https://127.0.0.1:${await closedPort()}`, undefined)).toMatchObject({
    state: 'fail',
    code: 'refused',
  });
  expect(await look(plain.url, undefined)).toMatchObject({ state: 'unknown', code: 'no_stand_in' });
});
