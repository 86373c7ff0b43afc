import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, expect, test, vi } from 'vitest';
import type { RunningEmulator, StartOptions } from '../emulator.ts';
import type { Trouble } from '../fault/fault.ts';
import { sample, type Notes } from '../testing/sample.ts';

const { Request: ownRequest, Response: ownResponse } = globalThis;

const running: RunningEmulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((emulator) => emulator.stop()));
});

async function start(options?: StartOptions): Promise<RunningEmulator<Notes> & { url: string }> {
  const emulator = await sample.start(options);
  running.push(emulator);
  return { ...emulator, url: emulator.urls['sample'] ?? '' };
}

async function startWith(trouble: Trouble) {
  return start({ faults: [{ when: { path: '/notes' }, trouble }] });
}

const add = (url: string, note = 'hello') => fetch(`${url}/notes`, { method: 'POST', body: note });

/** The code of what fetch wraps. */
async function causeOf(call: Promise<unknown>): Promise<string | undefined> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : undefined;
}

/** The same through node:http: what came before the connection broke, and how it broke. */
async function broken(url: string): Promise<{ code: string; received: string }> {
  const outgoing = request(url);
  outgoing.end();
  let received = '';
  const code = await new Promise<string>((resolve) => {
    const settle = (error: Error) => resolve('code' in error ? String(error.code) : error.message);
    outgoing.once('error', settle);
    outgoing.once('response', (incoming) => {
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (received += chunk));
      incoming.once('error', settle);
      incoming.once('end', () => resolve('complete'));
    });
  });
  return { code, received };
}

test('without faults it does its work, and the log says so', async () => {
  const { url, state, log } = await start();
  const answer = await fetch(`${url}/notes?page=2&api_key=opensesame`, {
    method: 'POST',
    body: 'grüezi',
    headers: { authorization: 'Bearer opensesame' },
  });
  expect([answer.status, await answer.json()]).toEqual([201, { count: 1 }]);
  expect(state.notes).toEqual(['grüezi']);
  const [call] = log.calls;
  expect(call).toMatchObject({ seq: 1, method: 'POST', path: '/notes', bytes: 7, status: 201, faults: [] });
  expect(call?.headers['authorization']).toMatch(/^Bearer sha256:[0-9a-f]{12}$/);
  expect(JSON.stringify(log.calls)).not.toContain('opensesame');
});

test('status: the client reads another answer, and nothing has happened', async () => {
  const headers = { 'retry-after': '7' };
  const { url, state, log } = await startWith({ kind: 'status', status: 429, headers, body: 'slow down' });
  const answer = await add(url);
  expect([answer.status, answer.headers.get('retry-after'), await answer.text()]).toEqual([429, '7', 'slow down']);
  expect(state.notes).toEqual([]);
  expect(log.calls[0]).toMatchObject({ status: 429, faults: ['f1 status'] });
});

test('status: a client that sends a long body reads the answer, not a broken pipe', async () => {
  const { url } = await startWith({ kind: 'status', status: 413 });
  const answer = await add(url, 'x'.repeat(8 * 1024 * 1024));
  expect(answer.status).toBe(413);
});

test('status: answers that have no body can be given too', async () => {
  const { url } = await startWith({ kind: 'status', status: 304 });
  expect((await fetch(`${url}/notes`)).status).toBe(304);
});

test('delay: the answer is late and right', async () => {
  const { url } = await startWith({ kind: 'delay', ms: 80 });
  const before = performance.now();
  expect((await add(url)).status).toBe(201);
  expect(performance.now() - before).toBeGreaterThan(75);
});

test('delay: a client that gave up meanwhile has had its effect', async () => {
  const { url, state, log } = await startWith({ kind: 'delay', ms: 300 });
  const impatient = new AbortController();
  const asked = fetch(`${url}/notes`, { method: 'POST', body: 'late', signal: impatient.signal });
  // Not by a clock: on a busy machine it would give up before it has asked.
  await vi.waitFor(() => expect(log.calls).toHaveLength(1), { timeout: 20_000, interval: 5 });
  impatient.abort(new Error('it took too long'));
  await expect(asked).rejects.toThrow('it took too long');
  await expect.poll(() => state.notes).toEqual(['late']);
});

test('drop: the connection is reset, and nothing has happened', async () => {
  const { url, state, log } = await startWith({ kind: 'drop' });
  expect(await causeOf(add(url))).toBe('ECONNRESET');
  expect(await broken(`${url}/notes`)).toEqual({ code: 'ECONNRESET', received: '' });
  expect(state.notes).toEqual([]);
  expect(log.calls[0]?.status).toBeUndefined();
  expect(log.calls[0]?.faults).toEqual(['f1 drop']);
});

test('act, then fail with a status: it is told that it failed, yet it has happened', async () => {
  const { url, state } = await startWith({ kind: 'status', status: 500, acts: true });
  expect((await add(url)).status).toBe(500);
  expect(state.notes).toEqual(['hello']);
});

test('act, then drop: it never hears of it, yet it has happened', async () => {
  const { url, state } = await startWith({ kind: 'drop', acts: true });
  expect(await causeOf(add(url))).toBe('ECONNRESET');
  expect(state.notes).toEqual(['hello']);
});

test.each([
  [0, ''],
  [5, '{"not'],
  [1000, '{"notes":['],
])('truncate: of the announced length only %i bytes come', async (bytes, prefix) => {
  const { url, log } = await startWith({ kind: 'truncate', bytes });
  const { code, received } = await broken(`${url}/notes`);
  expect(code).toBe('ECONNRESET');
  expect(received.startsWith(prefix)).toBe(true);
  expect(received).not.toContain(']}');
  const answer = await fetch(`${url}/notes`);
  expect([answer.status, answer.headers.get('content-length')]).toEqual([200, '12']);
  expect(await causeOf(answer.text())).toBe('UND_ERR_SOCKET');
  expect(log.calls[0]?.status).toBe(200);
});

test('malformed: it arrives whole and cannot be parsed', async () => {
  const { url, state } = await startWith({ kind: 'malformed' });
  const answer = await add(url);
  expect([answer.status, answer.headers.get('content-type')]).toEqual([201, 'application/json']);
  await expect(answer.json()).rejects.toThrow(SyntaxError);
  expect(state.notes).toEqual(['hello']);
});

test('trickle: it is right, and comes a few bytes at a time', async () => {
  const { url, state, log } = await startWith({ kind: 'trickle', bytes: 4, everyMs: 15 });
  const answer = await add(url);
  expect([answer.status, answer.headers.get('content-length')]).toEqual([201, '11']);
  const sizes: number[] = [];
  for await (const piece of answer.body ?? []) sizes.push(piece.length);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(11);
  expect(state.notes).toEqual(['hello']);
  await expect.poll(() => log.calls[0]).toMatchObject({ status: 201, faults: ['f1 trickle'] });
});

test('trickle: a client that goes away is not written to any more, and the emulator stops at once', async () => {
  const { url, stop } = await startWith({ kind: 'trickle', bytes: 1, everyMs: 60_000 });
  const answer = await fetch(`${url}/notes`);
  await answer.body?.cancel();
  const before = performance.now();
  await stop();
  expect(performance.now() - before).toBeLessThan(1000);
});

test('swell: it is right, and as long as it was told to be', async () => {
  const { url, state } = await startWith({ kind: 'swell', bytes: 300_000 });
  const answer = await add(url);
  const text = await answer.text();
  expect([answer.status, answer.headers.get('content-length'), text.length]).toEqual([201, null, 300_000]);
  expect(JSON.parse(text)).toEqual({ count: 1 });
  expect(state.notes).toEqual(['hello']);
});

test('condition: the service answers by itself, as it does while that is so', async () => {
  const { url, state, log, faults } = await start();
  await add(url);
  const fault = sample.catalogue.find(({ name }) => name === 'forgetful')?.fault;
  if (fault === undefined) throw new Error('the sample has no such fault');
  faults.arm({ name: 'forgetful', ...fault, times: { count: 1 } });
  const read = async () => (await fetch(`${url}/notes`)).json();
  expect([await read(), await read()]).toEqual([{ notes: [] }, { notes: ['hello'] }]);
  expect(state.notes).toEqual(['hello']);
  expect(log.calls.map(({ faults: struck }) => struck)).toEqual([[], ['forgetful'], []]);
});

const bodies: readonly Trouble[] = [
  { kind: 'truncate', bytes: 3 },
  { kind: 'malformed' },
  { kind: 'trickle', bytes: 1, everyMs: 1 },
  { kind: 'swell', bytes: 100 },
];

test.each(bodies)('$kind: an answer without a body is dropped instead', async (trouble) => {
  const { url } = await start({ faults: [{ when: { path: '/nothing' }, trouble }] });
  expect(await causeOf(fetch(`${url}/nothing`))).toBe('ECONNRESET');
});

test('the second call alone, then all is well again', async () => {
  const { url, faults } = await start();
  faults.arm({ when: { method: 'POST' }, times: { from: 2, count: 1 }, trouble: { kind: 'status', status: 503 } });
  const statuses = [];
  for (const note of ['a', 'b', 'c']) statuses.push((await add(url, note)).status);
  expect(statuses).toEqual([201, 503, 201]);
});

test('the service lives by the emulator’s clock', async () => {
  const { url, clock } = await start({ clock: { now: () => new Date('2025-10-17T03:15:00Z') } });
  clock.change({ advanceMs: 86_400_000 });
  expect(await (await fetch(`${url}/time`)).json()).toEqual({ now: '2025-10-18T03:15:00.000Z' });
});

test('an error of the emulator itself does not pass for one of the service', async () => {
  const { url, log } = await start();
  const answer = await fetch(`${url}/bug`);
  expect([answer.status, await answer.json()]).toEqual([
    500,
    { error: { code: 'emulator.broken', why: 'a bug of the emulator' } },
  ]);
  expect(log.calls[0]?.status).toBe(500);
});

test('the process keeps its own Request and Response', async () => {
  const { url } = await start();
  await fetch(`${url}/notes`);
  expect([globalThis.Request === ownRequest, globalThis.Response === ownResponse]).toEqual([true, true]);
});

test('it does not listen on anything but loopback', async () => {
  await expect(start({ host: '0.0.0.0' })).rejects.toMatchObject({ data: { code: 'emulator.not-loopback' } });
  const { url } = await start({ host: '::1' });
  expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
  expect((await add(url)).status).toBe(201);
});

test('stop ends a call that is waiting out its delay, and the connections that are kept alive', async () => {
  const { url, log, state, faults, stop } = await start();
  await add(url);
  faults.arm({ when: {}, trouble: { kind: 'delay', ms: 60_000 } });
  const late = causeOf(add(url, 'late'));
  await expect.poll(() => log.calls.length).toBe(2);
  const before = performance.now();
  await stop();
  expect(performance.now() - before).toBeLessThan(1000);
  expect(await late).toMatch(/ECONNRESET|UND_ERR_SOCKET/);
  expect(state.notes).toEqual(['hello']);
  await expect(once(request(url).end(), 'response')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
