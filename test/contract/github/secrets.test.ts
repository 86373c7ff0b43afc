import sodium from 'libsodium-wrappers';
import { afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../../src/core/secret.ts';
import type { StartOptions } from '../../../src/emulators/kit/emulator.ts';
import { renewKey } from '../../../src/emulators/github/holder.ts';
import { github } from '../../../src/emulators/github/emulator.ts';

type Running = Awaited<ReturnType<typeof github.start>>;
let running: Running | undefined;
beforeAll(async () => sodium.ready);
afterEach(async () => running?.stop());

const token = 'github_pat_of_this_test';
const keySchema = z.object({ key_id: z.string(), key: z.string() });

async function start(given: StartOptions['given'] = {}): Promise<Running> {
  running = await github.start({
    given: { repository: 'hotdash/app', ...given },
    secrets: { token: new Secret('token', token) },
  });
  return running;
}

async function call(method: string, path: string, body?: unknown, bearer = token): Promise<Response> {
  return await fetch(`${running?.urls['github'] ?? ''}${path}`, {
    method,
    headers: { authorization: `Bearer ${bearer}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

const repo = '/repos/hotdash/app';

/** As every client does it: the key of the place first, then a box that only GitHub opens. */
async function put(place: string, name: string, value: string | Uint8Array): Promise<Response> {
  const { key_id: keyId, key } = keySchema.parse(await (await call('GET', `${place}/secrets/public-key`)).json());
  const box = sodium.crypto_box_seal(value, sodium.from_base64(key, sodium.base64_variants.ORIGINAL));
  const encrypted = sodium.to_base64(box, sodium.base64_variants.ORIGINAL);
  return await call('PUT', `${place}/secrets/${name}`, { encrypted_value: encrypted, key_id: keyId });
}

async function message(response: Response): Promise<string> {
  return z.object({ message: z.string() }).parse(await response.json()).message;
}

test('what libsodium seals is opened; the first write answers 201, the next 204, both without a word of when', async () => {
  const { state } = await start();
  const first = await put(`${repo}/actions`, 'publer_api_key', 'größer als 0');
  expect([first.status, await first.text()]).toEqual([201, '{}']);
  expect((await put(`${repo}/actions`, 'PUBLER_API_KEY', 'other')).status).toBe(204);
  expect(state.repo.secrets.held('PUBLER_API_KEY')?.value).toBe('other');
  expect(await (await call('GET', `${repo}/actions/secrets`)).json()).toEqual({
    total_count: 1,
    secrets: [{ name: 'PUBLER_API_KEY', created_at: expect.any(String), updated_at: expect.any(String) }],
  });
});

test('environments have secrets and keys of their own', async () => {
  const { state } = await start();
  await put(`${repo}/environments/staging`, 'TOKEN', 's');
  await put(`${repo}/environments/Production`, 'TOKEN', 'p');
  expect(state.environments.get('staging')?.secrets.held('TOKEN')?.value).toBe('s');
  expect(state.environments.get('production')?.secrets.held('TOKEN')?.value).toBe('p');
  expect((await call('GET', `${repo}/actions/secrets/TOKEN`)).status).toBe(404);
  expect((await call('GET', `${repo}/environments/nowhere/secrets`)).status).toBe(404);
});

test('times have seconds and no more: two writes of one second look the same', async () => {
  const { clock } = await start();
  clock.change({ now: new Date('2025-10-17T03:15:00.100Z'), rate: 0 });
  await put(`${repo}/actions`, 'A', '1');
  clock.change({ advanceMs: 800 });
  await put(`${repo}/actions`, 'A', '2');
  const read = await (await call('GET', `${repo}/actions/secrets/A`)).json();
  expect(read).toEqual({ name: 'A', created_at: '2025-10-17T03:15:00Z', updated_at: '2025-10-17T03:15:00Z' });
});

test('what was written is seen late where GitHub is slow to agree with itself', async () => {
  const { clock } = await start({ lagMs: 5000 });
  clock.change({ now: new Date('2025-10-17T03:15:00Z'), rate: 0 });
  await put(`${repo}/actions`, 'A', '1');
  expect((await call('GET', `${repo}/actions/secrets/A`)).status).toBe(404);
  clock.change({ advanceMs: 5000 });
  expect((await call('GET', `${repo}/actions/secrets/A`)).status).toBe(200);
});

test.each([
  [
    'a token that GitHub does not know',
    401,
    'Bad credentials',
    async () => call('GET', `${repo}/actions/secrets`, undefined, 'x'),
  ],
  ['another repository', 404, 'Not Found', async () => call('GET', '/repos/hotdash/other/actions/secrets')],
  ['a name with a dash', 422, 'Secret names can only contain', async () => put(`${repo}/actions`, 'A-B', 'x')],
  [
    'a name that begins with a digit',
    422,
    'Secret names can only contain',
    async () => put(`${repo}/actions`, '1A', 'x'),
  ],
  [
    'a name of GitHub’s own',
    422,
    'must not start with GITHUB_',
    async () => put(`${repo}/actions`, 'github_token', 'x'),
  ],
  ['more than 48 KB', 422, 'too large', async () => put(`${repo}/actions`, 'BIG', 'x'.repeat(48 * 1024 + 1))],
  [
    'what was sealed for another key',
    422,
    'key ID does not match',
    async () => call('PUT', `${repo}/actions/secrets/A`, { encrypted_value: 'AAAA', key_id: '1' }),
  ],
])('%s is refused: %i', async (_what, status, words, ask) => {
  await start();
  const response = await ask();
  expect(response.status).toBe(status);
  expect(await message(response)).toContain(words);
});

test('a token without the permission is told which one it lacks', async () => {
  await start({ permissions: { secrets: 'read' } });
  expect((await call('GET', `${repo}/actions/secrets`)).status).toBe(200);
  const write = await call('PUT', `${repo}/actions/secrets/A`, {});
  expect([write.status, write.headers.get('x-accepted-github-permissions')]).toEqual([403, 'secrets=write']);
  const environment = await call('GET', `${repo}/environments/staging/secrets`);
  expect(environment.headers.get('x-accepted-github-permissions')).toBe('environments=read');
});

test('a key that was renewed in between is no longer taken', async () => {
  const { state } = await start();
  const { key_id: keyId } = keySchema.parse(await (await call('GET', `${repo}/actions/secrets/public-key`)).json());
  renewKey(state.repo);
  const late = await call('PUT', `${repo}/actions/secrets/A`, { encrypted_value: 'AAAA', key_id: keyId });
  expect([late.status, await message(late)]).toEqual([422, expect.stringContaining('does not match')]);
  expect((await put(`${repo}/actions`, 'A', '1')).status).toBe(201);
});

test('the hundred and first secret is refused', async () => {
  const { state } = await start();
  for (let count = 0; count < 100; count += 1)
    state.repo.secrets.write(`S${count}`, { value: '', created_at: '', updated_at: '' }, 0);
  expect((await put(`${repo}/actions`, 'S_101', 'x')).status).toBe(422);
  expect((await put(`${repo}/actions`, 'S99', 'x')).status).toBe(204);
});

test('a minute holds 900 points, and says when it is over', async () => {
  const { clock } = await start({ limits: { points: 12 } });
  clock.change({ now: new Date('2025-10-17T03:15:00Z'), rate: 0 });
  await put(`${repo}/actions`, 'A', '1');
  await put(`${repo}/actions`, 'B', '1');
  const over = await call('GET', `${repo}/actions/secrets`);
  expect([over.status, over.headers.get('retry-after')]).toEqual([403, '60']);
  expect(await message(over)).toContain('secondary rate limit');
  clock.change({ advanceMs: 60_000 });
  expect((await call('GET', `${repo}/actions/secrets`)).status).toBe(200);
});

test('an hour’s calls that are spent leave none remaining', async () => {
  await start({ limits: { hourly: 2 } });
  await call('GET', `${repo}/actions/secrets`);
  await call('GET', `${repo}/actions/secrets`);
  const over = await call('GET', `${repo}/actions/secrets`);
  expect([over.status, over.headers.get('x-ratelimit-remaining')]).toEqual([403, '0']);
});

test('lists come in pages, and the Link header alone says that there are more', async () => {
  const { state } = await start();
  for (let count = 0; count < 45; count += 1)
    state.repo.secrets.write(`S${count}`, { value: '', created_at: '', updated_at: '' }, 0);
  const first = await call('GET', `${repo}/actions/secrets?per_page=20`);
  expect(first.headers.get('link')).toContain('page=2>; rel="next"');
  const last = await call('GET', `${repo}/actions/secrets?per_page=20&page=3`);
  expect(z.object({ secrets: z.array(z.unknown()) }).parse(await last.json()).secrets).toHaveLength(5);
  expect(last.headers.get('link')).not.toContain('next');
});

test('variables come back with their values, and are made once', async () => {
  await start();
  expect((await call('POST', `${repo}/actions/variables`, { name: 'region', value: 'iad' })).status).toBe(201);
  expect((await call('POST', `${repo}/actions/variables`, { name: 'REGION', value: 'x' })).status).toBe(409);
  expect((await call('PATCH', `${repo}/actions/variables/REGION`, { value: 'fra' })).status).toBe(204);
  expect(await (await call('GET', `${repo}/actions/variables/region`)).json()).toMatchObject({
    name: 'REGION',
    value: 'fra',
  });
  expect((await call('DELETE', `${repo}/actions/variables/REGION`)).status).toBe(204);
  expect((await call('GET', `${repo}/actions/variables/REGION`)).status).toBe(404);
});

test('a write may take effect and its answer be lost', async () => {
  const { state, faults } = await start();
  const lost = github.catalogue.find(({ name }) => name === 'written-but-unheard');
  if (lost !== undefined) faults.arm(lost.fault);
  expect((await put(`${repo}/actions`, 'A', '1')).status).toBe(201);
  await expect(put(`${repo}/actions`, 'B', '1')).rejects.toThrow('fetch failed');
  expect(state.repo.secrets.held('B')?.value).toBe('1');
});
