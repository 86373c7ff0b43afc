import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { Answer, Judgement } from '../../chain/judgement.ts';
import type { Subject } from '../subject.ts';
import { nearlySpent, type PublerCall } from './access.ts';
import { failedPosts, judgePosts, waitingPosts } from './posts.ts';
import { judgeAccounts, judgeUser, judgeWorkspaces } from './workspace.ts';

const subject: Subject = {
  workspace: 'w1',
  secret: 'publer_api_key',
  environment: 'staging',
  setting: 'health.checks.publer',
  show: (text: string) => text,
};
const call: PublerCall = {
  service: 'Publer',
  call: 'GET /api/v1/accounts',
  url: 'https://publer.example.test',
  setting: 'health.checks.publer.url',
  scopes: 'accounts',
  onError: 'Look.',
};
const answer = (body: unknown, status = 200, headers: Answer['headers'] = {}): Answer => ({ status, headers, body });
const codes = ({ troubles }: Judgement) => troubles.map(({ state, code }) => `${state} ${code}`);
const accounts = (body: unknown, expected?: readonly string[], status = 200) =>
  judgeAccounts(subject, call, answer(body, status), expected);

const page = { id: 'a1', provider: 'facebook', name: 'Hot Rod', picture: 'https://x.example.test/?token=canary' };

test.each([
  ['as expected', [page], ['facebook:Hot Rod'], []],
  ['one is gone', [page], ['facebook:Hot Rod', 'instagram:hotrod'], ['fail list_changed']],
  ['one has come', [page], [], ['degraded list_changed']],
  ['all are gone', [], ['facebook:Hot Rod'], ['fail list_changed']],
  ['none, and none is named', [], undefined, ['unknown list_changed']],
  ['no list', { data: [page] }, undefined, ['unknown body_mismatch']],
])('accounts: %s', (_what, body, expected, wanted) => {
  expect(codes(accounts(body, expected))).toEqual(wanted);
});

test('nothing of an account is taken but its network and name', () => {
  expect(JSON.stringify(accounts([page]))).not.toContain('canary');
});

test.each([
  [401, { errors: ['Invalid API key'] }, 'token_rejected'],
  [401, { errors: ["You don't have access on this workspace"] }, 'workspace_wrong'],
  [403, { errors: ['Permission denied or missing required scope'] }, 'scope_missing'],
  [403, { errors: ['Your subscription does not include the API'] }, 'plan_lapsed'],
  [403, { errors: ['Publer-Workspace-Id is missing'] }, 'header_dropped_by_proxy'],
  [403, { errors: ['Permission denied'] }, 'wrong_status'],
  [401, undefined, 'token_rejected'],
  [410, undefined, 'not_found'],
  [429, { error: 'Rate limit exceeded. Retry later.' }, 'rate_limited'],
  [500, { errors: ['Oops'] }, 'server_error'],
])('%d %j is %s', (status, body, code) => {
  const state = code === 'rate_limited' ? 'unknown' : 'fail';
  expect(codes(accounts(body, undefined, status))).toEqual([`${state} ${code}`]);
});

test('a key without its workspace is told which it has', () => {
  const { troubles } = judgeWorkspaces(subject, call, answer([{ id: 'w2', name: 'Other' }]));
  expect(troubles).toMatchObject([{ code: 'workspace_wrong', summary: expect.stringContaining('opens “Other”') }]);
});

const left = (remaining: string) =>
  nearlySpent(
    subject,
    answer([], 200, {
      'x-ratelimit-limit': '100',
      'x-ratelimit-remaining': remaining,
      'x-ratelimit-reset': '1760676000',
    }),
  );

test('a tenth of the calls left is worth a word, and until when', () => {
  expect(left('11')).toEqual([]);
  expect(left('10')).toMatchObject([
    { state: 'degraded', code: 'rate_limited', summary: expect.stringContaining('2025-10-17T04:40') },
  ]);
});

test('posts that wait for a login are told from those that failed', () => {
  const posts = answer({ posts: [{ text: 'canary' }], total: 2 });
  const waiting = judgePosts(subject, call, posts, waitingPosts, 7);
  expect(codes(waiting)).toEqual(['fail reauthorisation_needed']);
  expect(codes(judgePosts(subject, call, posts, failedPosts, 7))).toEqual(['fail posts_failed']);
  expect(JSON.stringify(waiting)).not.toContain('canary');
});

const near = fc.record(
  {
    id: fc.oneof(fc.string(), fc.jsonValue()),
    email: fc.jsonValue(),
    name: fc.oneof(fc.string(), fc.jsonValue()),
    provider: fc.oneof(fc.string(), fc.jsonValue()),
    total: fc.oneof(fc.nat(2), fc.jsonValue()),
    errors: fc.jsonValue(),
    error: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const anyBody = fc.oneof(fc.jsonValue(), fc.constant(undefined), near, fc.array(near));
const isGreen = ({ troubles }: Judgement) => troubles.length === 0;
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

test('whatever is answered, nothing is thrown, and nothing is green without what is wanted', () => {
  const statuses = fc.constantFrom(200, 200, 200, 204, 302, 401, 403, 404, 410, 429, 500);
  fc.assert(
    fc.property(anyBody, statuses, (body, status) => {
      const any = answer(body, status);
      const items: readonly unknown[] = status === 200 && Array.isArray(body) ? body : [];
      const list = items.filter(isRecord);
      const one = status === 200 && isRecord(body) ? body : {};
      const whole: readonly (readonly [Judgement, boolean])[] = [
        [judgeUser(subject, call, any), typeof one['id'] === 'string' && typeof one['email'] === 'string'],
        [judgeWorkspaces(subject, call, any), list.some((each) => each['id'] === 'w1')],
        [judgeAccounts(subject, call, any, undefined), list.length > 0],
        [judgePosts(subject, call, any, failedPosts, 7), one['total'] === 0],
      ];
      expect(whole.filter(([judgement, isWhole]) => isGreen(judgement) && !isWhole)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});
