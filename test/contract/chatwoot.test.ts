import { afterEach, describe, expect, test } from 'vitest';
import { chatwoot } from '../../src/emulators/chatwoot/emulator.ts';
import type { ChatwootState } from '../../src/emulators/chatwoot/state.ts';
import type { RunningEmulator, StartOptions } from '../../src/emulators/kit/emulator.ts';
import { Secret } from '../../src/core/secret.ts';
import { jsonOf, observe } from './emulated/observe.ts';

const token = new Secret('token', 'a-token-of-the-test');
let running: RunningEmulator<ChatwootState> | undefined;
afterEach(async () => running?.stop());

async function start(options: StartOptions = {}) {
  running = await chatwoot.start({ secrets: { token }, ...options });
  const { urls, clock, state } = running;
  const url = urls['chatwoot'] ?? '';
  const ask = async (path: string, headers: Record<string, string> = { 'api-access-token': token.reveal() }) =>
    observe(`${url}${path}`, { headers });
  const snooze = async (seconds: number, id = 3) =>
    observe(`${url}/api/v1/accounts/1/conversations/${id}/toggle_status`, {
      method: 'POST',
      headers: { 'api-access-token': token.reveal(), 'content-type': 'application/json' },
      body: JSON.stringify({ status: 'snoozed', snoozed_until: Math.floor(clock.now().getTime() / 1000) + seconds }),
    });
  const statusOf = async (id = 3) =>
    (jsonOf(await ask(`/api/v1/accounts/1/conversations/${id}`)) as { status: string }).status;
  return { url, ask, snooze, statusOf, clock, state };
}

const at = (time: string): StartOptions => ({ clock: { now: () => new Date(time) } });

describe('what needs no token', () => {
  test('/api says the version, the time as Rails writes it, and that all is well', async () => {
    const { ask } = await start({ ...at('2025-10-17T03:15:07Z'), given: { version: '4.6.0' } });
    const seen = await ask('/api', {});
    expect([seen.status, jsonOf(seen)]).toEqual([
      200,
      { version: '4.6.0', timestamp: '2025-10-17 03:15:07', queue_services: 'ok', data_services: 'ok' },
    ]);
  });

  test.each([
    ['4.11.0', 200, '{"status":"woot"}'],
    ['4.2.0', 404, "doesn't exist"],
    ['3.14.1', 404, "doesn't exist"],
  ])('/health of %s: %i', async (version, status, words) => {
    const { ask } = await start({ given: { version } });
    const seen = await ask('/health', {});
    expect(seen.status).toBe(status);
    expect(seen.body).toContain(words);
  });

  test.each(['/rails/health', '/hc', '/up', '/swagger/index.html'])('%s never was', async (path) => {
    const { ask } = await start();
    expect((await ask(path)).status).toBe(404);
  });

  test.each(['/', '/app/login', '/app/accounts/1/dashboard'])('%s is the dashboard, with 200', async (path) => {
    const { ask } = await start();
    const seen = await ask(path, {});
    expect([seen.status, seen.headers?.['content-type']]).toEqual([200, expect.stringContaining('text/html')]);
  });

  test('what is of super admins wants a browser', async () => {
    const { ask } = await start();
    const seen = await ask('/super_admin/instance_status');
    expect([seen.status, seen.headers?.location]).toEqual([302, '/super_admin/sign_in']);
  });

  test('five logins in five minutes, and the sixth is put off', async () => {
    const { url } = await start(at('2025-10-17T03:15:07Z'));
    const statuses: (number | undefined)[] = [];
    for (let nth = 0; nth < 6; nth += 1)
      statuses.push((await observe(`${url}/auth/sign_in`, { method: 'POST' })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('who asks', () => {
  const signIn = { errors: ['You need to sign in or sign up before continuing.'] };
  test.each([
    ['Api-Access-Token', { 'Api-Access-Token': token.reveal() }, 200, { name: 'Prestage' }],
    ['api_access_token', { api_access_token: token.reveal() }, 200, { name: 'Prestage' }],
    ['nothing', {}, 401, signIn],
    ['Bearer', { authorization: `Bearer ${token.reveal()}` }, 401, signIn],
    ['another token', { 'api-access-token': 'x' }, 401, { error: 'Invalid Access Token' }],
  ])('%s', async (_what, headers, status, body) => {
    const { ask } = await start();
    const seen = await ask('/api/v1/profile', headers);
    expect([seen.status, jsonOf(seen)]).toEqual([status, expect.objectContaining(body)]);
  });

  test('a bot reads nothing', async () => {
    const { ask } = await start({ given: { role: 'bot' } });
    for (const path of ['/api/v1/profile', '/api/v1/accounts/1', '/api/v1/accounts/1/inboxes']) {
      const seen = await ask(path);
      expect([seen.status, jsonOf(seen)]).toEqual([
        401,
        { error: 'Access to this endpoint is not authorized for bots' },
      ]);
    }
  });

  test.each([
    ['/api/v1/accounts/2/inboxes', 404, { error: 'Resource could not be found' }],
    ['/api/v1/accounts/2', 404, { error: 'Resource could not be found' }],
    ['/api/v1/accounts/1/conversations/99', 404, { error: 'Resource could not be found' }],
    ['/platform/api/v1/accounts/1', 401, { error: 'Invalid access_token' }],
  ])('%s: %i', async (path, status, body) => {
    const { ask } = await start();
    const seen = await ask(path);
    expect([seen.status, jsonOf(seen)]).toEqual([status, body]);
  });

  test('a platform app sees its own accounts and no other', async () => {
    const { ask } = await start({ secrets: { token, platform: new Secret('platform', 'app') } });
    expect(jsonOf(await ask('/platform/api/v1/accounts/1', { api_access_token: 'app' }))).toMatchObject({ id: 1 });
    const other = await ask('/platform/api/v1/accounts/2', { api_access_token: 'app' });
    expect([other.status, jsonOf(other)]).toEqual([401, { error: 'Non permissible resource' }]);
  });

  test('version 4.12.1 takes a call that offers compression for one without a token', async () => {
    const { ask } = await start({ given: { version: '4.12.1' } });
    const headers = { 'api-access-token': token.reveal() };
    expect((await ask('/api/v1/profile', { ...headers, 'accept-encoding': 'gzip, deflate' })).status).toBe(401);
    expect((await ask('/api/v1/profile', { ...headers, 'accept-encoding': 'identity' })).status).toBe(200);
  });
});

describe('what is told', () => {
  test('the profile tells the token itself, and two secrets more', async () => {
    const { ask, state } = await start({ given: { account: 3, accountName: 'HotRod' } });
    const profile = jsonOf(await ask('/api/v1/profile'));
    expect(profile).toMatchObject({
      access_token: token.reveal(),
      pubsub_token: state.canaries['pubsub-token'].reveal(),
      hmac_identifier: state.canaries['hmac-identifier'].reveal(),
      account_id: 3,
      role: 'administrator',
      accounts: [{ id: 3, name: 'HotRod', status: 'active', role: 'administrator' }],
    });
  });

  test('an administrator is told how inboxes log in; an agent is not, nor whether mail must be logged in again', async () => {
    const given = { inboxes: ['Mail', 'Facebook', 'WhatsApp', 'SMS', 'API', 'Website'] };
    const secretsTold = async (role: string): Promise<[string, string[]]> => {
      const { ask, state } = await start({ given: { ...given, role } });
      const body = (await ask('/api/v1/accounts/1/inboxes')).body ?? '';
      await running?.stop();
      return [body, Object.keys(state.canaries).filter((name) => body.includes(valueOf(state, name)))];
    };
    const [administrator, told] = await secretsTold('administrator');
    expect(told).toEqual([
      'hmac-token',
      'imap-password',
      'smtp-password',
      'twilio-auth-token',
      'whatsapp-api-key',
      'website-token',
    ]);
    expect(administrator.match(/reauthorization_required/g)).toHaveLength(2);
    const [agent, nothing] = await secretsTold('agent');
    expect([nothing, agent.match(/reauthorization_required/g)?.length]).toEqual([[], 1]);
  });

  test('conversations are counted when they are open, listed with who wrote, and per_page is no parameter', async () => {
    const { ask, snooze } = await start();
    const meta = { mine_count: 1, assigned_count: 1, unassigned_count: 2, all_count: 3 };
    expect(jsonOf(await ask('/api/v1/accounts/1/conversations/meta'))).toEqual({ meta });
    const list = jsonOf(await ask('/api/v1/accounts/1/conversations?per_page=1')) as {
      data: { meta: unknown; payload: { meta: { sender: { email: string } } }[] };
    };
    expect([list.data.meta, list.data.payload.length]).toEqual([meta, 3]);
    expect(list.data.payload[0]?.meta.sender.email).toMatch(/^visitor-[0-9a-f]+@example\.test$/);
    await snooze(600);
    expect(jsonOf(await ask('/api/v1/accounts/1/conversations/meta'))).toMatchObject({ meta: { all_count: 2 } });
    expect(jsonOf(await ask('/api/v1/accounts/1/conversations/meta?status=all'))).toMatchObject({
      meta: { all_count: 3 },
    });
  });

  test('messages say how far they came', async () => {
    const { ask } = await start();
    const { payload } = jsonOf(await ask('/api/v1/accounts/1/conversations/1/messages')) as {
      payload: { message_type: number; status: string }[];
    };
    expect(payload.map(({ message_type, status }) => [message_type, status])).toEqual([
      [0, 'sent'],
      [1, 'read'],
      [1, 'delivered'],
    ]);
  });
});

describe('the worker', () => {
  test('wakes what is snoozed at the first fifth minute after its time', async () => {
    const { snooze, statusOf, clock } = await start(at('2025-10-17T03:16:00Z'));
    const seen = await snooze(60);
    expect(jsonOf(seen)).toEqual({
      meta: {},
      payload: {
        success: true,
        conversation_id: 3,
        current_status: 'snoozed',
        snoozed_until: '2025-10-17T03:17:00.000Z',
      },
    });
    clock.change({ advanceMs: 3 * 60_000 + 59_000 });
    expect(await statusOf()).toBe('snoozed');
    clock.change({ advanceMs: 1000 });
    expect(await statusOf()).toBe('open');
  });

  test('does not wake what should have woken more than three days ago', async () => {
    const { snooze, statusOf, clock } = await start(at('2025-10-17T03:16:00Z'));
    running?.faults.arm({ name: 'worker-dead', when: {}, trouble: { kind: 'condition', condition: 'worker-dead' } });
    await snooze(60);
    clock.change({ advanceMs: 4 * 86_400_000 });
    await statusOf();
    running?.faults.clear();
    clock.change({ advanceMs: 86_400_000 });
    expect(await statusOf()).toBe('snoozed');
  });

  test('wakes later what it missed while it was dead', async () => {
    const { snooze, statusOf, clock } = await start(at('2025-10-17T03:16:00Z'));
    running?.faults.arm({ name: 'worker-dead', when: {}, trouble: { kind: 'condition', condition: 'worker-dead' } });
    await snooze(60);
    clock.change({ advanceMs: 3_600_000 });
    expect(await statusOf()).toBe('snoozed');
    running?.faults.clear();
    expect(await statusOf()).toBe('snoozed');
    clock.change({ advanceMs: 300_000 });
    expect(await statusOf()).toBe('open');
  });
});

test('more calls a minute than it takes are put off, without a word on when to come back', async () => {
  const { ask, clock } = await start({ ...at('2025-10-17T03:16:00Z'), given: { limit: 2 } });
  const seen = [await ask('/api'), await ask('/api'), await ask('/api')];
  expect(seen.map(({ status }) => status)).toEqual([200, 200, 429]);
  expect([seen[2]?.body, seen[2]?.headers?.['retry-after']]).toEqual(['Retry later\n', undefined]);
  clock.change({ advanceMs: 60_000 });
  expect((await ask('/api')).status).toBe(200);
});

test('what it cannot be given is refused with what is wrong', async () => {
  await expect(chatwoot.start({ given: { acount: 3 } })).rejects.toMatchObject({
    data: { code: 'emulator.given', why: expect.stringContaining('acount') },
  });
});

function valueOf(state: ChatwootState, name: string): string {
  return (
    Object.entries(state.canaries)
      .find(([known]) => known === name)?.[1]
      .reveal() ?? 'none'
  );
}
