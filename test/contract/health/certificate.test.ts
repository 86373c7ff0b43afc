import { createConnection } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { ActionContext } from '../../../src/core/action.ts';
import { createWorkspace } from '../../../src/actions/testing/workspace.ts';
import { runCheck } from '../../../src/actions/health/run-check.ts';
import { healthSettings } from '../../../src/actions/health/settings.ts';
import { selfSigned, type Certificate } from '../../../src/emulators/kit/tls/certificate.ts';
import { closedPort, serve, serveBytes, serveTls, stopServers } from '../../../src/services/http/testing/servers.ts';

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
  [
    'has expired',
    selfSigned('127.0.0.1', inDays(-40)),
    true,
    { state: 'fail', code: 'certificate_expired', summary: 'it expired 10 days ago' },
  ],
  ['expired yesterday', selfSigned('127.0.0.1', inDays(-31.5)), true, { summary: 'it expired 1 day ago' }],
  ['expired just now', selfSigned('127.0.0.1', inDays(-30.5)), true, { summary: 'it expired less than a day ago' }],
  ['has a day', selfSigned('127.0.0.1', inDays(-28.5)), true, { summary: '1 day left, fewer than 21' }],
  [
    'is not valid yet',
    selfSigned('127.0.0.1', inDays(3)),
    true,
    {
      state: 'fail',
      code: 'certificate_not_yet_valid',
      summary: 'it is not valid yet',
    },
  ],
  ['is for another host', selfSigned('127.0.0.2', inDays(0)), true, { state: 'fail', code: 'certificate_wrong_host' }],
  ['nobody vouches for', selfSigned('127.0.0.1', inDays(0)), false, { state: 'fail', code: 'certificate_untrusted' }],
])('a certificate that %s', async (_, certificate, isKnown, expected) => {
  const { url } = await serveTls(certificate);
  const result = await look(url, isKnown ? certificate.cert : undefined);
  expect(result).toMatchObject({
    ...expected,
    steps: [
      { call: 'TLS https://shop.example.test', fields: { chain: [expect.stringContaining('Prestage emulator')] } },
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

it('one that is shown at another try is degraded, and each try is recorded', async () => {
  const certificate = selfSigned('127.0.0.1', inDays(0));
  const { url } = await serveTls(certificate);
  let count = 0;
  const flaky = await serveBytes((socket) => {
    count += 1;
    if (count === 1) {
      socket.resetAndDestroy();
      return;
    }
    const onward = createConnection(Number(new URL(url).port), '127.0.0.1');
    for (const each of [socket, onward]) each.on('error', () => [socket, onward].map((end) => end.destroy()));
    socket.pipe(onward).pipe(socket);
  });
  const result = await look(flaky.url.replace('http:', 'https:'), certificate.cert, { retries: 2 });
  expect(result).toMatchObject({
    state: 'degraded',
    code: 'retried',
    summary: '29 days left; shown at try 2, after reset',
    steps: [{ attempts: [{ code: 'reset' }, {}], fields: { daysLeft: 29 } }],
  });
  const dead = `https://127.0.0.1:${await closedPort()}`;
  expect(await look(dead, undefined, { retries: 1 })).toMatchObject({
    state: 'fail',
    steps: [{ attempts: [{ code: 'refused' }, { code: 'refused' }] }],
  });
});
