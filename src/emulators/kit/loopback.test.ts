import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { isLoopback, listenOnLoopback, type Listener } from './loopback.ts';

const listeners: Listener[] = [];
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.stop()));
});

async function listen(host: string, port = 0, server = createServer()): Promise<Listener> {
  const listener = await listenOnLoopback(server, { host, port });
  listeners.push(listener);
  return listener;
}

test.each(['127.0.0.1', '127.8.8.8', '::1', '0:0:0:0:0:0:0:1', '::ffff:127.0.0.1'])('%s is loopback', (host) => {
  expect(isLoopback(host)).toBe(true);
});

test.each([
  '0.0.0.0',
  '::',
  '',
  'localhost',
  '127.0.0.1.example.test',
  '10.0.0.1',
  '::ffff:10.0.0.1',
  '1.127.0.0',
  '::1%lo',
  'fe80::1%eth0',
])('%s is refused before anything is bound', async (host) => {
  expect(isLoopback(host)).toBe(false);
  await expect(listen(host)).rejects.toMatchObject({ data: { code: 'emulator.not-loopback' } });
});

test('nothing but the one loopback address is bound', async () => {
  const { port } = await listen('127.0.0.1');
  // Would be in use, had the first taken every address.
  const neighbour = await listen('127.0.0.2', port);
  expect(neighbour.port).toBe(port);
  const outside = Object.values(networkInterfaces()).flatMap((all = []) => all.filter((one) => !one.internal));
  for (const { address, family } of outside) {
    if (family !== 'IPv4') continue;
    const [error] = await once(connect({ host: address, port }), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  }
});

test('a port that is taken is said with what to do', async () => {
  const { port } = await listen('127.0.0.1');
  await expect(listen('127.0.0.1', port)).rejects.toMatchObject({
    data: { code: 'emulator.cannot-listen', why: expect.stringContaining('EADDRINUSE') },
  });
});

test('stop ends open connections, and may be called twice', async () => {
  const listener = await listen('127.0.0.1');
  const client = connect(listener.port, '127.0.0.1');
  await once(client, 'connect');
  const closed = once(client, 'close');
  await Promise.all([listener.stop(), listener.stop()]);
  await closed;
  const [error] = await once(connect(listener.port, '127.0.0.1'), 'error');
  expect(error).toMatchObject({ code: 'ECONNREFUSED' });
});
