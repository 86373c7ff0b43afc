import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator, StartOptions } from '../../src/emulators/kit/emulator.ts';
import { publer } from '../../src/emulators/publer/emulator.ts';
import type { PublerState } from '../../src/emulators/publer/state.ts';
import { jsonOf, observe } from './emulated/observe.ts';

const key = new Secret('key', 'a-key-of-the-test');
const workspace = '5f8d7a62c9e77e001f36e3a1';
const authorised = { authorization: `Bearer-API ${key.reveal()}` };
const headers = { ...authorised, 'publer-workspace-id': workspace };
let running: RunningEmulator<PublerState> | undefined;
afterEach(async () => running?.stop());

async function start(given: StartOptions['given'] = {}) {
  running = await publer.start({
    clock: { now: () => new Date('2025-10-17T03:16:30Z') },
    given: { workspace, ...given },
    secrets: { key },
  });
  const { urls, clock, state } = running;
  const ask = async (path: string, sent: Record<string, string> = headers, method = 'GET') =>
    observe(`${urls['publer'] ?? ''}/api/v1${path}`, { headers: sent, method });
  return { ask, clock, state };
}

describe('who asks', () => {
  const wrong = { errors: ['Invalid API key or not active for this account.'] };
  const other = { errors: ["You don't have access on this workspace"] };
  const unauthorised = { errors: ['Unauthorized'] };
  test.each([
    ['Bearer-API and the workspace', headers, 200, []],
    ['nothing', {}, 401, unauthorised],
    ['a plain Bearer', { ...headers, authorization: `Bearer ${key.reveal()}` }, 401, unauthorised],
    ['a wrong key', { ...headers, authorization: 'Bearer-API x' }, 403, wrong],
    ['no workspace', authorised, 401, other],
    ['a wrong workspace', { ...headers, 'publer-workspace-id': 'x' }, 401, other],
  ])('%s', async (_what, sent, status, body) => {
    const { ask } = await start({ accounts: [] });
    const seen = await ask('/accounts', sent);
    expect([seen.status, jsonOf(seen)]).toEqual([status, body]);
  });

  test.each(['/users/me', '/workspaces'])('%s needs no workspace', async (path) => {
    const { ask } = await start();
    expect((await ask(path, authorised)).status).toBe(200);
  });

  test('a key without a scope is told so, and not which', async () => {
    const { ask } = await start({ scopes: ['workspaces', 'accounts'] });
    const seen = await ask('/posts');
    expect([seen.status, jsonOf(seen)]).toEqual([403, { errors: ['Permission denied or missing required scope'] }]);
    expect((await ask('/accounts')).status).toBe(200);
  });
});

describe('what is told', () => {
  test('who, which workspaces, which accounts: bare, and no account says whether it is logged in', async () => {
    const { ask, state } = await start({
      accounts: ['HotRod Instagram', { name: 'Page', provider: 'facebook', type: 'page' }],
    });
    expect(jsonOf(await ask('/users/me'))).toMatchObject({ id: state.user.id, first_name: 'Prestage' });
    expect(jsonOf(await ask('/workspaces'))).toMatchObject([
      { id: workspace, plan: 'business', owner: { id: state.user.id } },
    ]);
    const accounts = jsonOf(await ask('/accounts')) as Record<string, unknown>[];
    expect(accounts).toMatchObject([
      { name: 'HotRod Instagram', provider: 'instagram', type: 'profile' },
      { name: 'Page', provider: 'facebook', type: 'page' },
    ]);
    expect(Object.keys(accounts[0] ?? {}).toSorted()).toEqual([
      'id',
      'name',
      'picture',
      'provider',
      'social_id',
      'type',
    ]);
    expect(accounts[0]?.['id']).toMatch(/^[0-9a-f]{24}$/);
  });

  test('posts come in pages that begin at 0', async () => {
    const { ask } = await start();
    const page = async (query: string) =>
      jsonOf(await ask(`/posts${query}`)) as { posts: { state: string }[]; total: number };
    expect(await page('')).toMatchObject({ total: 14, page: 0, per_page: 10, total_pages: 2 });
    expect((await page('?page=1')).posts).toHaveLength(4);
    expect((await page('?page=2')).posts).toHaveLength(0);
    expect((await page('?state=scheduled')).total).toBe(2);
    expect((await page('?state[]=scheduled&state[]=failed')).total).toBe(2);
    expect((await page('?from=2025-10-16&to=2025-10-18')).total).toBe(3);
  });

  test.each(['from', 'to'])('%s alone is refused', async (name) => {
    const { ask } = await start();
    expect((await ask(`/posts?${name}=2025-10-16`)).status).toBe(400);
  });

  test('a post is taken with 202, and its job is done some seconds later', async () => {
    const { ask, clock } = await start();
    const taken = await ask('/posts/schedule', headers, 'POST');
    const { job_id } = jsonOf(taken) as { job_id: string };
    expect([taken.status, jsonOf(await ask(`/job_status/${job_id}`))]).toEqual([202, { status: 'working' }]);
    clock.change({ advanceMs: 5000 });
    expect(jsonOf(await ask(`/job_status/${job_id}`))).toEqual({ status: 'complete', payload: { failures: {} } });
    expect((await ask('/job_status/none')).status).toBe(404);
  });

  test.each(['/account_info', '/social_accounts', '/me'])('%s is no path: 410', async (path) => {
    const { ask } = await start();
    expect((await ask(path)).status).toBe(410);
  });
});

test('a hundred calls in two minutes, told with every answer; then another envelope, and no retry-after', async () => {
  const { ask, clock } = await start();
  const first = await ask('/users/me');
  expect(first.headers).toMatchObject({ 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '99' });
  expect(first.headers?.['x-ratelimit-reset']).toBe(String(Date.parse('2025-10-17T03:18:00Z') / 1000));
  for (let nth = 1; nth < 100; nth += 1) await ask('/users/me');
  const refused = await ask('/users/me');
  expect([refused.status, jsonOf(refused)]).toEqual([429, { error: 'Rate limit exceeded. Retry later.' }]);
  expect(refused.headers).toMatchObject({ 'x-ratelimit-remaining': '0' });
  expect(refused.headers).not.toHaveProperty('retry-after');
  clock.change({ advanceMs: 90_000 });
  expect((await ask('/users/me')).status).toBe(200);
});
