import { afterEach, expect, test } from 'vitest';
import { z } from 'zod';
import { Secret } from '../../../src/core/secret.ts';
import { github } from '../../../src/emulators/github/emulator.ts';

type Running = Awaited<ReturnType<typeof github.start>>;
let running: Running | undefined;
afterEach(async () => running?.stop());

const repo = '/repos/hotdash/app';

async function start(): Promise<Running> {
  running = await github.start({ given: { repository: 'hotdash/app' }, secrets: { token: new Secret('token', 't') } });
  return running;
}

async function call(method: string, path: string, body?: unknown): Promise<Response> {
  const init = { method, headers: { authorization: 'token t' } };
  const url = `${running?.urls['github'] ?? ''}${repo}${path}`;
  return await fetch(url, body === undefined ? init : { ...init, body: JSON.stringify(body) });
}

const end = (ref: string) => ({ ref, sha: 'a'.repeat(40) });

const numbered = z.array(z.object({ number: z.number() }));

test('an issue is opened, found by its label, edited in place, closed with a reason', async () => {
  await start();
  const opened = await call('POST', '/issues', { title: 'Health', body: 'a', labels: ['health'] });
  expect([opened.status, await opened.json()]).toMatchObject([201, { number: 1, state: 'open', state_reason: null }]);
  await call('POST', '/issues', { title: 'Other' });
  expect(numbered.parse(await (await call('GET', '/issues?labels=Health')).json())).toEqual([{ number: 1 }]);
  await call('PATCH', '/issues/1', { body: 'b' });
  const closed = await call('PATCH', '/issues/1', { state: 'closed' });
  expect(await closed.json()).toMatchObject({ body: 'b', state: 'closed', state_reason: 'completed' });
  expect(numbered.parse(await (await call('GET', '/issues')).json())).toEqual([{ number: 2 }]);
  expect(numbered.parse(await (await call('GET', '/issues?state=all')).json())).toHaveLength(2);
});

test('comments are added and edited', async () => {
  await start();
  await call('POST', '/issues', { title: 'Health' });
  const { id } = z
    .object({ id: z.number() })
    .parse(await (await call('POST', '/issues/1/comments', { body: 'x' })).json());
  expect((await call('PATCH', `/issues/comments/${id}`, { body: 'y' })).status).toBe(200);
  expect(await (await call('GET', '/issues/1/comments')).json()).toMatchObject([{ id, body: 'y' }]);
  expect((await call('PATCH', '/issues/comments/1', { body: 'y' })).status).toBe(404);
});

test('a label is made once, and taken off an issue', async () => {
  await start();
  expect((await call('POST', '/labels', { name: 'wide-change', color: 'B60205' })).status).toBe(201);
  expect(await (await call('POST', '/labels', { name: 'Wide-Change' })).json()).toMatchObject({
    message: 'Validation Failed',
    errors: [{ code: 'already_exists' }],
  });
  await call('POST', '/issues', { title: 'x', labels: ['wide-change'] });
  expect(await (await call('POST', '/issues/1/labels', { labels: ['new'] })).json()).toHaveLength(2);
  expect(await (await call('DELETE', '/issues/1/labels/wide-change')).json()).toMatchObject([{ name: 'new' }]);
  expect((await call('DELETE', '/issues/1/labels/wide-change')).status).toBe(404);
});

test('a pull request shows what a guard reads, and 3,000 of its files', async () => {
  const { state } = await start();
  const files = Array.from({ length: 3001 }, (_, index) => ({
    filename: `app/${index}.ts`,
    status: 'added' as const,
    additions: 1,
    deletions: 0,
  }));
  state.pulls.push({
    number: 7,
    title: 'Batch',
    body: null,
    state: 'open',
    labels: ['wide-change'],
    head: end('batch-20251017T033137Z/x'),
    base: end('main'),
    files,
  });
  expect(await (await call('GET', '/pulls/7')).json()).toMatchObject({
    changed_files: 3001,
    labels: [{ name: 'wide-change' }],
  });
  const last = await call('GET', '/pulls/7/files?per_page=100&page=30');
  expect([z.array(z.unknown()).parse(await last.json()).length, last.headers.get('link')?.includes('next')]).toEqual([
    100,
    false,
  ]);
});

test('what it cannot read is refused', async () => {
  await start();
  expect((await call('POST', '/issues', { body: 'no title' })).status).toBe(422);
  expect((await call('GET', '/issues/1')).status).toBe(404);
  expect((await call('GET', '/pulls/1')).status).toBe(404);
  expect((await call('GET', '/nothing-of-ours')).status).toBe(404);
});
