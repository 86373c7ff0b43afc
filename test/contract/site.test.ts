import { connect, type PeerCertificate } from 'node:tls';
import { request } from 'node:https';
import { afterEach, describe, expect, test } from 'vitest';
import type { Json } from '../../src/core/json.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { site } from '../../src/emulators/site/emulator.ts';
import { jsonOf, observe, type Seen } from './emulated/observe.ts';
import { webPatience, webSigns } from './emulated/web.ts';

let running: RunningEmulator | undefined;
afterEach(async () => running?.stop());

async function start(given: Readonly<Record<string, Json>> = {}) {
  running = await site.start({ given });
  return { ...running, url: running.urls['site'] ?? '' };
}

describe('what it answers', () => {
  test('told nothing, it is well at every path', async () => {
    const { url } = await start();
    const seen = await observe(`${url}/any/thing?x=1`);
    expect([seen.status, jsonOf(seen)]).toEqual([200, { status: 'ok' }]);
  });

  test('told of paths, it answers them, and nothing else', async () => {
    const { url } = await start({
      '/health': { json: { checks: [1] }, headers: { 'x-version': '3' } },
      '/ready': 204,
      '/old': { status: 301, headers: { location: '/health' } },
      '/plain': { text: 'pong' },
    });
    const health = await observe(`${url}/health?deep=1`);
    expect([health.status, jsonOf(health), health.headers?.['x-version']]).toEqual([200, { checks: [1] }, '3']);
    expect((await observe(`${url}/ready`)).status).toBe(204);
    expect((await observe(`${url}/old`)).headers?.location).toBe('/health');
    expect((await observe(`${url}/plain`, { method: 'POST', body: 'ping' })).body).toBe('pong');
    expect((await observe(`${url}/other`)).status).toBe(404);
    expect((await observe(`${url}/toString`)).status).toBe(404);
  });

  test('what else it answers can be told', async () => {
    const { url } = await start({ otherwise: 503 });
    expect((await observe(`${url}/`)).status).toBe(503);
  });

  test.each([
    [{ health: 200 }, 'is no path'],
    [{ '/health': 42 }, '/health'],
    [{ '/health': { json: {}, text: '' } }, 'both json and text'],
  ])('%j is refused', async (given, why) => {
    await expect(start(given)).rejects.toMatchObject({
      data: { code: 'emulator.given', why: expect.stringContaining(why) },
    });
  });
});

const status = (wanted: number, body: string) => (seen: Seen) =>
  expect([seen.status, seen.body]).toEqual([wanted, body]);
const signs: Readonly<Record<string, (seen: Seen) => void>> = {
  'not-found': status(404, 'Not found\n'),
  unauthorized: status(401, 'Unauthorized\n'),
  forbidden: status(403, 'Forbidden\n'),
  throttled: (seen) => expect([seen.status, seen.headers?.['retry-after']]).toEqual([429, '10']),
  'server-error': status(500, 'Internal Server Error\n'),
  empty: status(200, ''),
  null: status(200, 'null'),
  ...webSigns,
};

test.each(Object.entries(signs))('%s shows, and only while it is armed', async (name, shows) => {
  const { url, faults } = await start();
  expect(() => shows({ status: 200, body: '{"status":"ok"}', whole: true })).toThrow(/./);
  const { id } = faults.arm(namedFault(name, site.catalogue));
  shows(await observe(url, webPatience[name]));
  faults.disarm(id);
  expect(await observe(url)).toMatchObject({ status: 200, body: '{"status":"ok"}' });
});

interface Shown {
  readonly certificate: PeerCertificate;
  /** The word of the TLS library for why it is not trusted. */
  readonly distrust: string | undefined;
}

async function lookAt(url: string, ca: string | undefined): Promise<Shown> {
  const { hostname, port } = new URL(url);
  const socket = connect({
    host: hostname,
    port: Number(port),
    rejectUnauthorized: false,
    ...(ca === undefined ? {} : { ca }),
  });
  const { promise, resolve, reject } = Promise.withResolvers<Shown>();
  socket.once('error', reject);
  socket.once('secureConnect', () => {
    const { authorizationError } = socket;
    const distrust = authorizationError === null ? undefined : String(authorizationError);
    resolve({ certificate: socket.getPeerCertificate(), distrust });
    socket.destroy();
  });
  return await promise;
}

const days = ({ certificate }: Shown): number =>
  Math.round((Date.parse(certificate.valid_to) - Date.now()) / 86_400_000);

describe('over TLS', () => {
  test('a client that is given its certificate is served', async () => {
    const { url, ca } = await start({ tls: true, '/health': { text: 'well' } });
    expect(url).toMatch(/^https:/);
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    request(`${url}/health`, { agent: false, ca }, (answer) => {
      answer.setEncoding('utf8').once('data', resolve);
    })
      .once('error', reject)
      .end();
    expect(await promise).toBe('well');
  });

  const flaws: Readonly<Record<string, (shown: Shown) => void>> = {
    'certificate-expired': (shown) => expect([shown.distrust, days(shown)]).toEqual(['CERT_HAS_EXPIRED', -1]),
    'certificate-not-yet': ({ distrust }) => expect(distrust).toBe('CERT_NOT_YET_VALID'),
    'certificate-expiring': (shown) => expect([shown.distrust, days(shown)]).toEqual([undefined, 3]),
    'certificate-wrong-host': ({ certificate }) =>
      expect(certificate.subjectaltname).toBe('DNS:elsewhere.example.test'),
    'certificate-untrusted': ({ distrust }) => expect(distrust).toBe('DEPTH_ZERO_SELF_SIGNED_CERT'),
  };

  test.each(Object.entries(flaws))('%s shows, and only while it is armed', async (name, shows) => {
    const { url, ca, faults } = await start({ tls: true });
    const good = await lookAt(url, ca);
    expect([good.distrust, days(good), good.certificate.subjectaltname]).toEqual([
      undefined,
      30,
      'DNS:localhost, IP Address:127.0.0.1',
    ]);
    expect(() => shows(good)).toThrow(/./);
    const { id } = faults.arm(namedFault(name, site.catalogue));
    shows(await lookAt(url, ca));
    faults.disarm(id);
    expect((await lookAt(url, ca)).certificate.fingerprint256).toBe(good.certificate.fingerprint256);
  });

  test('every fault of the catalogue is looked at', () => {
    const looked = [...Object.keys(signs), ...Object.keys(flaws)];
    expect(looked.toSorted()).toEqual(site.catalogue.map(({ name }) => name).toSorted());
  });
});
