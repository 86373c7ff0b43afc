import { expect, test } from 'vitest';
import fc from 'fast-check';
import type { Answer, Judgement } from '../../chain/judgement.ts';
import type { Asked } from '../../chain/unexpected.ts';
import type { Subject } from '../subject.ts';
import { judgeAccount, judgeProfile } from './access.ts';
import { judgeInboxes, type ExpectedInboxes } from './inboxes.ts';
import { judgePlatform } from './platform.ts';
import { judgeCanary } from './worker.ts';

const subject: Subject = {
  url: 'https://chat.example.test',
  account: 3,
  secret: 'chatwoot_api_token',
  environment: 'staging',
  setting: 'health.checks.chatwoot',
  show: (text: string) => text,
};
const asked: Asked = {
  service: 'Chatwoot',
  call: 'GET /x',
  url: subject.url,
  setting: 'health.checks.chatwoot.url',
  onError: 'Look.',
};
const answer = (body: unknown, status = 200): Answer => ({ status, headers: {}, body });
const codes = ({ troubles }: Judgement) => troubles.map(({ state, code }) => `${state} ${code}`);

const platform = (body: unknown, pinned?: string) => judgePlatform(subject, asked, answer(body), pinned);
const whole = { version: '4.11.0', queue_services: 'ok', data_services: 'ok' };

test.each([
  ['all is well', whole, undefined, []],
  ['Redis is down, with status 200', { ...whole, queue_services: 'failing' }, undefined, ['fail dependency_failing']],
  ['Postgres is down', { ...whole, data_services: 'failing' }, undefined, ['fail dependency_failing']],
  ['Redis gives no answer', { ...whole, queue_services: null }, undefined, ['unknown field_absent']],
  [
    'an old version says nothing of either',
    { version: '1.0' },
    undefined,
    ['unknown field_absent', 'unknown field_absent'],
  ],
  ['another version runs', whole, '4.10.0', ['degraded version_drift']],
  ['no version is said', { ...whole, version: undefined }, '4.10.0', ['unknown field_absent']],
  ['it is something else', { hello: 'world' }, undefined, ['unknown body_mismatch']],
  ['it is a page', undefined, undefined, ['fail not_json']],
])('/api: %s', (_what, body, pinned, expected) => {
  expect(codes(platform(body, pinned))).toEqual(expected);
});

test('a suspended account shows in the profile, and the profile’s secrets do not', () => {
  const body = {
    access_token: 'canary',
    pubsub_token: 'canary',
    accounts: [{ id: 3, status: 'suspended', role: 'agent' }],
  };
  const judged = judgeProfile(subject, asked, answer(body));
  expect(codes(judged)).toEqual(['fail account_suspended']);
  expect(JSON.stringify(judged)).not.toContain('canary');
});

const own = { account: 3, status: 'active', role: 'agent' };
const other = { ...own, account: 7 };

test('an account that is not there is told with those that are', () => {
  const body = { error: 'Resource could not be found' };
  const { troubles } = judgeAccount(subject, asked, answer(body, 404), [other]);
  expect(troubles).toMatchObject([{ code: 'wrong_account', summary: expect.stringContaining('belongs to account 7') }]);
});

test('an account that is answered, and that the profile does not have, is not believed', () => {
  const counts = answer({ meta: { all_count: 4 } });
  expect(judgeAccount(subject, asked, counts, [other, own]).troubles).toEqual([]);
  for (const memberships of [[], [other]])
    expect(codes(judgeAccount(subject, asked, counts, memberships))).toEqual(['unknown not_a_member']);
});

interface Told {
  readonly name: string;
  readonly channel_type: string;
  readonly [field: string]: unknown;
}
const inboxes = (list: readonly Told[], expected: Partial<ExpectedInboxes> = {}) =>
  judgeInboxes(subject, asked, answer({ payload: list.map((told, id) => ({ id, ...told })) }), {
    names: undefined,
    unseen: [],
    ...expected,
  });
const site = { name: 'Website', channel_type: 'Channel::WebWidget' };
const page = { name: 'Page', channel_type: 'Channel::FacebookPage', reauthorization_required: false };
const mail = { name: 'Mail', channel_type: 'Channel::Email', provider: 'google' };
const imap = { name: 'Old mail', channel_type: 'Channel::Email', imap_enabled: true };

test.each<[string, readonly Told[], Partial<ExpectedInboxes>, readonly string[]]>([
  ['all are let in', [site, page], {}, []],
  ['one must sign in again', [{ ...page, reauthorization_required: true }], {}, ['fail reauthorisation_needed']],
  ['an agent is not told of a mailbox', [mail], {}, ['unknown field_absent']],
  ['it is known that he is not', [mail], { unseen: ['Mail'] }, []],
  ['nobody is told of a password', [imap], {}, ['unknown field_absent']],
  ['a mailbox that is not fetched needs no login', [{ ...imap, imap_enabled: false }], {}, []],
  ['a page of an old version', [{ ...page, reauthorization_required: undefined }], {}, ['unknown field_absent']],
  ['one is gone', [site], { names: ['Website', 'Page'] }, ['fail list_changed']],
  ['one has come', [site, page], { names: ['Website'] }, ['degraded list_changed']],
  ['there is none, and none is expected by name', [], {}, ['unknown list_changed']],
  ['there is none, and one should be', [], { names: ['Website'] }, ['fail list_changed']],
])('inboxes: %s', (_what, list, expected, wanted) => {
  expect(codes(inboxes(list, expected))).toEqual(wanted);
});

test('what cannot be seen is a condition of its own, known or not', () => {
  const { conditions } = inboxes([mail], { unseen: 'all' });
  expect(conditions).toContainEqual({ condition: 'login of “Mail” works', holds: 'unknown' });
});

test('nothing of an inbox is taken but its name', () => {
  const keyed = { ...mail, imap_password: 'canary', smtp_password: 'canary', provider_config: { api_key: 'canary' } };
  expect(JSON.stringify(inboxes([keyed]))).not.toContain('canary');
});

/** Bodies of every kind, and bodies that are nearly right. */
const anyBody = fc.oneof(
  fc.jsonValue(),
  fc.constant(undefined),
  fc.record(
    {
      version: fc.jsonValue(),
      queue_services: fc.oneof(fc.constant('ok'), fc.jsonValue()),
      data_services: fc.oneof(fc.constant('ok'), fc.jsonValue()),
      status: fc.oneof(fc.constant('open'), fc.jsonValue()),
      custom_attributes: fc.oneof(
        fc.record({ prestage_snoozed_at: fc.oneof(fc.constant('2025-10-16T03:17:00.000Z'), fc.jsonValue()) }),
        fc.jsonValue(),
      ),
      accounts: fc.oneof(fc.array(fc.record({ id: fc.oneof(fc.constant(3), fc.jsonValue()) })), fc.jsonValue()),
      meta: fc.oneof(fc.record({ all_count: fc.oneof(fc.nat(), fc.jsonValue()) }), fc.jsonValue()),
      payload: fc.oneof(fc.array(fc.oneof(fc.constant({ id: 1, ...site }), fc.jsonValue())), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ),
);
const now = new Date('2025-10-17T03:17:00Z');
const isGreen = ({ troubles }: Judgement) => troubles.length === 0;

test('whatever is answered, nothing is thrown, and nothing is green without what is wanted', () => {
  const statuses = fc.constantFrom(200, 200, 200, 204, 301, 401, 403, 404, 410, 429, 500, 503);
  fc.assert(
    fc.property(anyBody, statuses, (body, status) => {
      const any = answer(body, status);
      const has = (...path: readonly string[]) => (status === 200 ? at(body, path) : undefined);
      const whole: readonly (readonly [Judgement, boolean])[] = [
        [
          judgePlatform(subject, asked, any, undefined),
          has('queue_services') === 'ok' && has('data_services') === 'ok',
        ],
        [judgeProfile(subject, asked, any), Array.isArray(has('accounts'))],
        [judgeAccount(subject, asked, any, [own]), Number.isInteger(has('meta', 'all_count'))],
        [judgeInboxes(subject, asked, any, { names: undefined, unseen: [] }), has('payload', '0') !== undefined],
        [judgeCanary(subject, asked, any, 9, now), has('status') === 'open' && has('custom_attributes') !== undefined],
      ];
      expect(whole.filter(([judgement, isWhole]) => isGreen(judgement) && !isWhole)).toEqual([]);
    }),
    { numRuns: 2000 },
  );
});

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, key) : undefined),
    value,
  );
}
