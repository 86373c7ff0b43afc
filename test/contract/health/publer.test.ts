import { expect, test } from 'vitest';
import { publer } from '../../../src/emulators/publer/emulator.ts';
import { ask, askEmulated, startFor } from './ask.ts';
import { publerCheck } from './publer-check.ts';

const names = ({ steps }: { steps: readonly { name: string }[] }) => steps.map(({ name }) => name);

test('all is well: the whole chain was asked', async () => {
  const { finding, running } = await askEmulated(publer, publerCheck);
  expect(finding).toMatchObject({ state: 'pass', summary: expect.stringContaining('2 social accounts') });
  expect(names(finding)).toEqual(['key', 'workspace', 'accounts', 'waiting posts', 'locked posts', 'failed posts']);
  expect(running.log.calls.every(({ method }) => method === 'GET')).toBe(true);
});

test('posts are not looked for unless that is asked for', async () => {
  const { posts: _posts, ...settings } = publerCheck.settings as Readonly<Record<string, unknown>>;
  const { finding } = await askEmulated(publer, { ...publerCheck, settings }, ['posts-scope-missing']);
  expect(finding.state).toBe('pass');
  expect(names(finding)).toEqual(['key', 'workspace', 'accounts']);
});

test('nothing of it is in the record but what is declared: no key, no id of the workspace, no owner, no post', async () => {
  const { finding, running } = await askEmulated(publer, publerCheck);
  const { state } = running as Awaited<ReturnType<typeof publer.start>>;
  const { user, posts } = state;
  const text = JSON.stringify(finding);
  for (const value of [
    'staging-key-of-the-test',
    state.workspace.id,
    user.email,
    user.name,
    ...posts.map((post) => post.text),
  ])
    expect(text).not.toContain(value);
});

test('a chain stops where it is not let in', async () => {
  const { finding } = await askEmulated(publer, publerCheck, ['workspace-gone']);
  expect(names(finding)).toEqual(['key', 'workspace']);
  expect((await askEmulated(publer, publerCheck, ['key-revoked'])).finding.steps).toHaveLength(1);
});

test('the limit is told with the moment at which it ends', async () => {
  const { finding } = await askEmulated(publer, publerCheck, ['rate-limited']);
  expect(finding.summary).toMatch(/until 2025-10-17T03:1\d:00\.000Z/);
});

test('the order’s words that Publer does not have are answered by what it has', async () => {
  const running = await startFor(publer, publerCheck);
  try {
    const raw = 'verifying `/account_info` + `/social_accounts` with staging/prod secrets';
    const item = { raw, number: '6', text: raw, codes: [], children: [], range: { start: 0, end: 0, line: 1 } };
    expect(await ask({ ...publerCheck, context: { item } }, running)).toMatchObject({
      asked: '/account_info and /social_accounts',
      done: expect.stringContaining('GET /api/v1/accounts'),
    });
  } finally {
    await running.stop();
  }
});
