import { afterEach, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { publer } from '../../src/emulators/publer/emulator.ts';
import type { PublerState } from '../../src/emulators/publer/state.ts';
import { jsonOf, observe, type Seen } from './emulated/observe.ts';
import { webPatience, webSigns } from './emulated/web.ts';

const key = new Secret('key', 'a-key-of-the-test');
const workspace = '5f8d7a62c9e77e001f36e3a1';
const headers = { authorization: `Bearer-API ${key.reveal()}`, 'publer-workspace-id': workspace };
let running: RunningEmulator<PublerState> | undefined;
afterEach(async () => running?.stop());

interface Sign {
  readonly path: string;
  readonly shows: (seen: Seen) => void;
}

const says = (path: string, status: number, body: unknown): Sign => ({
  path,
  shows: (seen) => expect([seen.status, jsonOf(seen)]).toEqual([status, body]),
});
const wrongKey = { errors: ['Invalid API key or not active for this account.'] };
const notAllowed = { errors: ['Permission denied or missing required scope'] };
const wrongWorkspace = { errors: ["You don't have access on this workspace"] };
const posts = (state: string): Sign => ({
  path: `/posts?state[]=${state}`,
  shows: (seen) => expect(jsonOf(seen)).toMatchObject({ total: 1, posts: [{ state }] }),
});
const remaining = (left: string, status: number): Sign => ({
  path: '/users/me',
  shows: (seen) => expect([seen.headers?.['x-ratelimit-remaining'], seen.status]).toEqual([left, status]),
});

/** Where each fault shows, and how. */
const signs: Readonly<Record<string, Sign>> = {
  'key-revoked': says('/users/me', 403, wrongKey),
  'key-revoked-as-documented': says('/users/me', 401, { errors: ['Unauthorized'] }),
  'key-revoked-other-envelope': says('/users/me', 401, { error: 'Unauthorized' }),
  'plan-lapsed': says('/users/me', 403, wrongKey),
  'plan-lapsed-as-documented': says('/users/me', 403, { errors: ['Permission denied - requires paying subscription'] }),
  'scope-missing': says('/accounts', 403, notAllowed),
  'posts-scope-missing': says('/posts', 403, notAllowed),
  'workspace-refused': says('/accounts', 401, wrongWorkspace),
  'workspace-refused-as-documented': says('/accounts', 403, notAllowed),
  'workspace-silent': says('/accounts', 200, []),
  'workspace-gone': {
    path: '/workspaces',
    shows: ({ status, body }) => {
      expect(status).toBe(200);
      expect(body).not.toContain(workspace);
    },
  },
  'accounts-empty': says('/accounts', 200, []),
  'account-missing': { path: '/accounts', shows: (seen) => expect(jsonOf(seen)).toHaveLength(2) },
  'posts-failed': posts('failed'),
  'posts-reauth': posts('scheduled_reauth'),
  'posts-locked': posts('scheduled_locked'),
  wrapped: {
    path: '/accounts',
    shows: (seen) => expect(jsonOf(seen)).toMatchObject({ success: true, data: [{}, {}, {}] }),
  },
  'paths-gone': { path: '/users/me', shows: ({ status }) => expect(status).toBe(410) },
  'rate-limited': remaining('0', 429),
  'rate-nearly-spent': remaining('2', 200),
  'throttled-by-cdn': {
    path: '/users/me',
    shows: (seen) => expect([seen.status, seen.headers?.['retry-after'], jsonOf(seen)]).toEqual([429, '30', undefined]),
  },
  'server-error': says('/users/me', 500, { errors: ['Something went wrong'] }),
  ...Object.fromEntries(Object.entries(webSigns).map(([name, shows]) => [name, { path: '/users/me', shows }])),
};

async function start() {
  running = await publer.start({
    clock: { now: () => new Date('2025-10-17T03:16:30Z') },
    given: { workspace },
    secrets: { key },
  });
  return { ...running, url: `${running.urls['publer'] ?? ''}/api/v1` };
}

test.each(Object.entries(signs))('%s shows, and only while it is armed', async (name, { path, shows }) => {
  const { url, faults } = await start();
  const well = await observe(`${url}${path}`, { headers });
  expect(() => shows(well)).toThrow(/./);
  const { id } = faults.arm(namedFault(name, publer.catalogue));
  shows(await observe(`${url}${path}`, { headers, ...webPatience[name] }));
  faults.disarm(id);
  expect((await observe(`${url}${path}`, { headers })).status).toBe(well.status);
});

test.each([
  ['job-failed', { status: 'complete', payload: { failures: expect.objectContaining({}) } }, /A one minute gap/],
  ['job-stuck', { status: 'working' }, /^\{"status":"working"\}$/],
])('%s shows in how the job ends', async (name, body, words) => {
  const { url, faults, clock } = await start();
  const taken = await observe(`${url}/posts/schedule`, { method: 'POST', headers });
  const { job_id } = jsonOf(taken) as { job_id: string };
  clock.change({ advanceMs: 60_000 });
  const end = async () => observe(`${url}/job_status/${job_id}`, { headers });
  expect(jsonOf(await end())).toEqual({ status: 'complete', payload: { failures: {} } });
  faults.arm(namedFault(name, publer.catalogue));
  const seen = await end();
  expect([seen.status, jsonOf(seen)]).toEqual([200, body]);
  expect(seen.body).toMatch(words);
});

test('a workspace that was lost is refused, too; one that is refused is still listed', async () => {
  const { url, faults } = await start();
  faults.arm(namedFault('workspace-gone', publer.catalogue));
  expect((await observe(`${url}/accounts`, { headers })).status).toBe(401);
  faults.clear();
  faults.arm(namedFault('workspace-refused', publer.catalogue));
  expect((await observe(`${url}/workspaces`, { headers })).body).toContain(workspace);
});

test('every fault of the catalogue is looked at', () => {
  const looked = [...Object.keys(signs), 'job-failed', 'job-stuck'];
  expect(looked.toSorted()).toEqual(publer.catalogue.map(({ name }) => name).toSorted());
});
