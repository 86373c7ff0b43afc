import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { expect, test } from 'vitest';
import { notifySend } from '../../../src/actions/notify/send.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import { stops } from '../smtp-client.ts';
import { createWorld, mailChannel, notify, password } from './world.ts';

interface Call {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** Something that takes messages over HTTP, and answers as it is told. */
async function listen(answer: (call: Call, count: number) => number | 'never') {
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const call = { path: request.url ?? '', headers: request.headers, text: Buffer.concat(chunks).toString() };
      calls.push(call);
      const status = answer(call, calls.length);
      if (status !== 'never') response.writeHead(status, { 'content-type': 'application/json' }).end('{"status":"x"}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { calls, url: `http://127.0.0.1:${port}` };
}

async function worldOf(channels: object) {
  return createWorld({}, { notify: { ...notify, channels } });
}

const hook = (url: string) => ({ kind: 'webhook', url: `${url}/hook`, secret: { secret: 'hook' }, timeout: 1 });
const pager = (url: string) => ({ kind: 'pagerduty', url, key: { secret: 'key' }, timeout: 1 });
const manager = (url: string) => ({ kind: 'alertmanager', url: `${url}/am`, token: { secret: 'token' }, timeout: 1 });

test('a webhook gets one signed message', async () => {
  const { calls, url } = await listen(() => 204);
  const world = await worldOf({ hook: hook(url) });
  await world.checked({ chatwoot: 'fail', publer: 'degraded' });
  expect((await perform(notifySend, world.context(), {})).outcome).toMatchObject({ verdict: 'verified' });
  const [call] = calls;
  expect(calls).toHaveLength(1);
  const time = String(call?.headers['x-prestage-timestamp']);
  const expected = createHmac('sha256', password)
    .update(`${time}.${call?.text ?? ''}`)
    .digest('hex');
  expect(call?.headers['x-prestage-signature']).toBe(`sha256=${expected}`);
  expect(JSON.parse(call?.text ?? '')).toMatchObject({
    format: 'prestage.notice/1',
    environment: 'staging',
    standing: [{ state: 'DOWN' }, { state: 'DEGRADED' }],
  });
  expect(JSON.stringify(call)).not.toContain(password);
});

test('PagerDuty: a key is triggered and resolved, and stays the same', async () => {
  const { calls, url } = await listen(() => 202);
  const world = await worldOf({ pager: pager(url) });
  for (const state of ['fail', 'pass'] as const) {
    await world.checked({ chatwoot: state });
    await perform(notifySend, world.context(), {});
    world.hours += 24;
  }
  expect(calls.map(({ path }) => path)).toEqual(['/v2/enqueue', '/v2/enqueue']);
  const [first, second] = calls.map(({ text }) => JSON.parse(text));
  expect(first).toMatchObject({
    routing_key: password,
    event_action: 'trigger',
    dedup_key: 'prestage/staging/chatwoot/trouble',
    payload: { severity: 'critical', source: 'staging', component: 'chatwoot', class: 'token_rejected' },
  });
  expect(second).toEqual({ routing_key: password, event_action: 'resolve', dedup_key: first.dedup_key });
});

test('PagerDuty: what follows of an incident waits for what comes before it; others do not', async () => {
  let open = false;
  const { calls, url } = await listen(({ text }) => (open || !text.includes('chatwoot') ? 202 : 429));
  const world = await worldOf({ pager: pager(url) });
  await world.checked({ chatwoot: 'fail', publer: 'fail' });
  const { outcome } = await perform(notifySend, world.context(), {});
  expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('429'), facts: { owed: 1 } });
  world.hours += 24;
  await world.checked({ chatwoot: 'pass', publer: 'pass' });
  await perform(notifySend, world.context(), {});
  open = true;
  calls.splice(0);
  await perform(notifySend, world.context(), {});
  expect(calls.map(({ text }) => JSON.parse(text).event_action)).toEqual(['trigger', 'resolve']);
});

test('Alertmanager hears each time of all that is open, under labels that stay the same', async () => {
  const { calls, url } = await listen(() => 200);
  const world = await worldOf({ manager: manager(url) });
  for (const state of ['degraded', 'fail', 'fail', 'pass'] as const) {
    await world.checked({ chatwoot: state });
    await perform(notifySend, world.context(), {});
    world.hours += 12;
  }
  expect(new Set(calls.map(({ path }) => path))).toEqual(new Set(['/am/api/v2/alerts']));
  const alerts = calls.map(({ text }) => JSON.parse(text));
  expect(alerts.map((all) => all.length)).toEqual([1, 1, 1, 1]);
  expect(new Set(alerts.map(([alert]) => JSON.stringify(alert.labels))).size).toBe(1);
  expect(alerts.map(([alert]) => alert.endsAt.slice(5, 16))).toEqual([
    '10-18T09:17',
    '10-18T21:17',
    '10-19T09:17',
    '10-18T15:17',
  ]);
  expect(calls[0]?.headers.authorization).toBe(`Bearer ${password}`);
});

test('one channel that never answers keeps no other waiting, and is owed', async () => {
  const silent = await listen(() => 'never');
  const world = await worldOf({ mail: mailChannel, hook: hook(silent.url) });
  await world.checked({ chatwoot: 'fail' });
  const { outcome } = await perform(notifySend, world.context(), {});
  expect(outcome).toMatchObject({
    verdict: 'failed',
    reason: expect.stringContaining('hook: 127.0.0.1'),
    facts: { owed: 1, channels: { mail: { verdict: 'accepted' }, hook: { verdict: 'failed' } } },
  });
  expect(world.mail.state.messages).toHaveLength(1);
});

test.each([301, 400, 403, 500])('HTTP %d is a refusal, in words, and no credential is in them', async (status) => {
  const { url } = await listen(() => status);
  const world = await worldOf({ hook: hook(url), pager: pager(url), manager: manager(url) });
  await world.checked({ chatwoot: 'fail' });
  const { outcome } = await perform(notifySend, world.context(), {});
  expect(outcome).toMatchObject({ verdict: 'failed', facts: { owed: 1 } });
  expect(outcome.reason).toContain(`HTTP ${status}`);
  expect(JSON.stringify(outcome)).not.toContain(password);
});

test('in a rehearsal nothing leaves for what nothing stands for: unknown, and said', async () => {
  const world = await worldOf({ mail: mailChannel, hook: hook('https://hooks.example.test') });
  await world.checked({ chatwoot: 'fail' });
  const { outcome } = await perform(notifySend, world.context(), {});
  expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('Nothing stands for') });
  expect(world.mail.state.messages).toHaveLength(1);
});
