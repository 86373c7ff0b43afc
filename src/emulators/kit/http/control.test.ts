import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import type { RunningEmulator } from '../emulator.ts';
import { sample } from '../testing/sample.ts';

const running: RunningEmulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

async function start() {
  const emulator = await sample.start();
  running.push(emulator);
  const call = async (method: string, path: string, body?: unknown) => {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = await fetch(new URL(path, emulator.urls.control), init);
    const text = await answer.text();
    return { status: answer.status, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  return { emulator, url: emulator.urls['sample'] ?? '', call };
}

test('it says what it is and where', async () => {
  const { call, emulator } = await start();
  expect(await call('GET', '.')).toEqual({
    status: 200,
    json: { name: 'sample', urls: emulator.urls, control: ['log', 'faults', 'clock', 'state', 'env'] },
  });
});

test('a fault is switched on from the catalogue, seen to strike, and switched off', async () => {
  const { call, url } = await start();
  const armed = await call('POST', 'faults', { fault: 'out-of-order' });
  expect(armed).toMatchObject({ status: 201, json: { id: 'f1', seen: 0, fault: { name: 'out-of-order' } } });
  expect((await fetch(`${url}/notes`)).status).toBe(503);
  expect(await call('GET', 'faults')).toMatchObject({ json: { armed: [{ id: 'f1', seen: 1, struck: 1 }] } });
  expect((await call('DELETE', 'faults/f1')).status).toBe(204);
  expect((await call('DELETE', 'faults/f1')).status).toBe(404);
  expect((await fetch(`${url}/notes`)).status).toBe(200);
});

test('a fault can be spelled out, and all are cleared at once', async () => {
  const { call, url } = await start();
  await call('POST', 'faults', { when: { path: { regexp: '^/no' } }, trouble: { kind: 'status', status: 418 } });
  await call('POST', 'faults', { when: {}, trouble: { kind: 'status', status: 500 } });
  expect((await fetch(`${url}/notes`)).status).toBe(418);
  expect((await call('DELETE', 'faults')).status).toBe(204);
  expect(await call('GET', 'faults')).toMatchObject({ json: { armed: [] } });
  expect((await fetch(`${url}/notes`)).status).toBe(200);
});

test('what is listed can be sent back as it stands', async () => {
  const { call } = await start();
  const listed = (await call('GET', 'faults')).json as { catalogue: { name: string; fault: object }[] };
  expect(listed.catalogue.map((entry) => entry.name)).toEqual(['out-of-order', 'first-read-slow', 'forgetful']);
  for (const { fault } of listed.catalogue) expect((await call('POST', 'faults', fault)).status).toBe(201);
});

test.each([
  ['POST', 'faults', { fault: 'nonsense' }, 'emulator.fault-unknown'],
  ['POST', 'faults', { when: {} }, 'emulator.fault-invalid'],
  ['POST', 'clock', { rate: -1 }, 'emulator.clock'],
  ['POST', 'clock', { now: 'tomorrow' }, 'emulator.clock'],
  ['POST', 'clock', undefined, 'emulator.control'],
  ['POST', 'nothing', undefined, 'emulator.control'],
  ['DELETE', 'faults/f9', undefined, 'emulator.control'],
])('%s %s %j is refused with %s and what to do', async (method, path, body, code) => {
  const { call } = await start();
  const { status, json } = await call(method, path, body);
  expect(status).toBeGreaterThanOrEqual(400);
  expect(json).toMatchObject({ error: { code, fix: expect.stringMatching(/./) } });
});

test('the clock is frozen, moved and hurried', async () => {
  const { call, url } = await start();
  await call('POST', 'clock', { rate: 0, now: '2030-01-01T01:00:00+01:00', advanceMs: 1000 });
  expect((await call('GET', 'clock')).json).toEqual({ now: '2030-01-01T00:00:01.000Z', rate: 0 });
  expect(await (await fetch(`${url}/time`)).json()).toEqual({ now: '2030-01-01T00:00:01.000Z' });
  await call('POST', 'clock', { rate: 3600 });
  await expect.poll(async () => (await fetch(`${url}/time`)).text()).not.toContain('T00:00:');
});

test('log and state are shown; the control plane is not in the log, and no fault strikes it', async () => {
  const { call, url } = await start();
  await fetch(`${url}/notes`, { method: 'POST', body: 'hello' });
  await call('POST', 'faults', { when: {}, trouble: { kind: 'drop' } });
  expect((await call('GET', 'state')).json).toEqual({ notes: ['hello'] });
  expect((await call('GET', 'log')).json).toMatchObject({ forgotten: 0, calls: [{ seq: 1, path: '/notes' }] });
});

test('what a client needs is given in full', async () => {
  const { call, url } = await start();
  expect((await call('GET', 'env')).json).toEqual({ SAMPLE_URL: url, SAMPLE_TOKEN: 'generated' });
});

test.each([
  ['a name that was made to resolve to loopback', { host: 'evil.example' }],
  ['another site’s page', { 'sec-fetch-site': 'cross-site' }],
])('%s is turned away', async (_who, headers) => {
  const { emulator } = await start();
  const status = await new Promise((resolve, reject) => {
    request(new URL('env', emulator.urls.control), { headers }, (incoming) => {
      incoming.resume();
      resolve(incoming.statusCode);
    })
      .once('error', reject)
      .end();
  });
  expect(status).toBe(403);
});
