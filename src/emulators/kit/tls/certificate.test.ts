import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer } from 'node:tls';
import { afterEach, expect, test } from 'vitest';
import { listenOnLoopback, type Listener } from '../loopback.ts';
import { selfSigned } from './certificate.ts';

const listeners: Listener[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.stop()));
});

test('it vouches for itself, for a month, on loopback', () => {
  const { cert, key } = selfSigned('127.0.0.1', new Date('2025-10-17T03:15:00Z'));
  const read = new X509Certificate(cert);
  expect(read.ca && read.verify(read.publicKey)).toBe(true);
  expect(read.subjectAltName).toBe('DNS:localhost, IP Address:127.0.0.1');
  expect([read.validFromDate, read.validToDate]).toEqual([
    new Date('2025-10-16T03:15:00Z'),
    new Date('2025-11-16T03:15:00Z'),
  ]);
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
});

test('no two are alike', () => {
  const now = new Date();
  const [one, other] = [selfSigned('::1', now), selfSigned('::1', now)].map(({ cert }) => new X509Certificate(cert));
  expect(one?.serialNumber).not.toBe(other?.serialNumber);
  expect(one?.publicKey.equals(other?.publicKey ?? one.publicKey)).toBe(false);
});

test.each(['127.0.0.1', '127.9.8.7', '::1'])(
  'a client that trusts it connects to %s and verifies the name',
  async (host) => {
    const { cert, key } = selfSigned(host, new Date());
    const listener = await listenOnLoopback(createServer({ cert, key }), { host, port: 0 });
    listeners.push(listener);
    const client = connect({ host, port: listener.port, ca: cert });
    await once(client, 'secureConnect');
    expect(client.authorized).toBe(true);
    client.destroy();
  },
);

test('a client that does not is told so', async () => {
  const { cert, key } = selfSigned('127.0.0.1', new Date());
  const listener = await listenOnLoopback(createServer({ cert, key }), { host: '127.0.0.1', port: 0 });
  listeners.push(listener);
  const [error] = await once(connect({ host: '127.0.0.1', port: listener.port }), 'error');
  expect(error).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
});
