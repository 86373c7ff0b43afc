import { afterEach, expect, test } from 'vitest';
import { chatwoot } from '../../src/emulators/chatwoot/emulator.ts';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { jsonOf, observe, type Seen } from './emulated/observe.ts';
import { webPatience, webSigns } from './emulated/web.ts';

const token = new Secret('token', 'a-token-of-the-test');
const underscored = { api_access_token: 'a-token-of-the-test', 'accept-encoding': 'gzip' };
const dashed = { 'api-access-token': 'a-token-of-the-test', 'accept-encoding': 'gzip' };
let running: RunningEmulator | undefined;
afterEach(async () => running?.stop());

interface Sign {
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly shows: (seen: Seen) => void;
}

const of = '/api/v1/accounts/1';
const says = (path: string, status: number, body: unknown, headers = dashed as Record<string, string>): Sign => ({
  path,
  headers,
  shows: (seen) => {
    expect([seen.status, jsonOf(seen)]).toMatchObject([status, body]);
  },
});
const listed = (count: number): Sign => ({
  path: `${of}/inboxes`,
  shows: (seen) => expect((jsonOf(seen) as { payload: unknown[] }).payload).toHaveLength(count),
});
const signIn = { errors: ['You need to sign in or sign up before continuing.'] };

/** Where each fault shows, and how. */
const signs: Readonly<Record<string, Sign>> = {
  'redis-down': says('/api', 200, { queue_services: 'failing', data_services: 'ok' }),
  'redis-silent': says('/api', 200, { queue_services: null }),
  'database-down': says('/api', 200, { queue_services: 'ok', data_services: 'failing' }),
  'migrations-pending': says(`${of}/conversations/meta`, 500, undefined),
  'token-revoked': says('/api/v1/profile', 401, { error: 'Invalid Access Token' }),
  'underscore-dropped': says('/api/v1/profile', 401, signIn, underscored),
  'token-header-dropped': says('/api/v1/profile', 401, signIn),
  'compression-refused': says('/api/v1/profile', 401, signIn),
  'bot-token': says(`${of}/inboxes`, 401, { error: 'Access to this endpoint is not authorized for bots' }),
  'agent-token': says('/api/v1/profile', 200, { role: 'agent', accounts: [{ role: 'agent' }] }),
  'account-gone': says(`${of}/inboxes`, 404, { error: 'Resource could not be found' }),
  'account-suspended': says(`${of}/inboxes`, 401, { error: 'Account is suspended' }),
  'not-a-member': says(`${of}/inboxes`, 401, { error: 'You are not authorized to access this account' }),
  'inbox-missing': listed(3),
  'inboxes-empty': listed(0),
  reauthorization: {
    path: `${of}/inboxes`,
    shows: ({ body }) => expect(body?.match(/"reauthorization_required":true/g)).toHaveLength(1),
  },
  'whatsapp-restricted': says(`${of}/inboxes/4/health`, 200, { status: 'RESTRICTED', quality_rating: 'RED' }),
  'message-failed': {
    path: `${of}/conversations/1/messages`,
    shows: ({ body }) => expect(body).toMatch(/"status":"failed","content_attributes":\{"external_error":"/),
  },
  'version-drift': says('/api', 200, { version: '4.13.0' }),
  'old-version': says('/health', 404, undefined),
  throttled: { path: '/api', shows: ({ status, body }) => expect([status, body]).toEqual([429, 'Retry later\n']) },
  'server-error': says('/api/v1/profile', 500, undefined),
  ...Object.fromEntries(Object.entries(webSigns).map(([name, shows]) => [name, { path: '/api', shows }])),
};

async function start() {
  running = await chatwoot.start({
    clock: { now: () => new Date('2025-10-17T03:16:00Z') },
    given: { inboxes: ['Website', 'Support mail', 'Facebook', 'WhatsApp'] },
    secrets: { token },
  });
  return running;
}

test.each(Object.entries(signs))(
  '%s shows, and only while it is armed',
  async (name, { path, headers = dashed, shows }) => {
    const { urls, faults } = await start();
    const url = `${urls['chatwoot'] ?? ''}${path}`;
    const well = await observe(url, { headers });
    expect(() => shows(well)).toThrow(/./);
    const { id } = faults.arm(namedFault(name, chatwoot.catalogue));
    shows(await observe(url, { headers, ...webPatience[name] }));
    faults.disarm(id);
    expect(await observe(url, { headers })).toMatchObject({ status: well.status, body: well.body });
  },
);

test('worker-dead shows in what is not done: the snoozed conversation sleeps on', async () => {
  const { urls, faults, clock } = await start();
  const one = `${urls['chatwoot'] ?? ''}${of}/conversations/3`;
  const headers = { ...dashed, 'content-type': 'application/json' };
  const snoozed = Math.floor(clock.now().getTime() / 1000) + 30;
  const body = JSON.stringify({ status: 'snoozed', snoozed_until: snoozed });
  faults.arm(namedFault('worker-dead', chatwoot.catalogue));
  await observe(`${one}/toggle_status`, { method: 'POST', headers, body });
  clock.change({ advanceMs: 600_000 });
  expect(jsonOf(await observe(one, { headers }))).toMatchObject({ status: 'snoozed' });
  expect(jsonOf(await observe(`${urls['chatwoot'] ?? ''}/api`))).toMatchObject({ queue_services: 'ok' });
  faults.clear();
  clock.change({ advanceMs: 300_000 });
  expect(jsonOf(await observe(one, { headers }))).toMatchObject({ status: 'open' });
});

test('every fault of the catalogue is looked at', () => {
  expect([...Object.keys(signs), 'worker-dead'].toSorted()).toEqual(
    chatwoot.catalogue.map(({ name }) => name).toSorted(),
  );
});
