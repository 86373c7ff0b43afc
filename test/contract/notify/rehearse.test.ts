import { expect, test } from 'vitest';
import { notifyRehearse } from '../../../src/actions/notify/rehearse.ts';
import { check } from '../../../src/actions/testing/workspace.ts';
import { item } from '../../../src/actions/testing/run.ts';
import { Failure } from '../../../src/core/failure.ts';
import { namedFault } from '../../../src/emulators/kit/fault/read-fault.ts';
import { smtp } from '../../../src/emulators/smtp/emulator.ts';
import { createWorld, mailChannel, notify, password } from './world.ts';

const task = item(
  'Wire health workflows to notify `justin@hotrodan.com` via Fly/Email on failure; record notification dry run.',
);

test('rendered, verified and accepted are three statements; the kept mail is the sent one, byte for byte', async () => {
  const world = await createWorld();
  const outcome = await check(notifyRehearse, world.context({ item: task }), {});
  expect(outcome).toMatchObject({
    verdict: 'verified',
    asked: expect.stringContaining('via Fly/Email'),
    done: expect.stringContaining('Fly.io sends no mail'),
    facts: {
      mail: {
        rendered: { verdict: 'verified', file: 'files/notification-mail.eml' },
        verified: { verdict: 'verified', words: 'logged in over TLS' },
        accepted: { verdict: 'verified', words: '250 Queued as 1' },
      },
    },
  });
  const [message] = world.mail.state.messages;
  expect(world.kept.get('notification-mail.eml')).toBe(message?.raw.toString());
  expect(message?.headers).toContainEqual({ name: 'Subject', value: '[TEST] staging: example' });
  expect(message?.to).toEqual(['justin@hotrodan.com']);
  expect(message?.raw.toString()).toContain('This is a test: nothing has happened');
});

test('live, nothing is sent unless it is asked for', async () => {
  const world = await createWorld();
  const live = world.context({ mode: 'live', item: task });
  const outcome = await check(notifyRehearse, live, {});
  expect(outcome).toMatchObject({
    verdict: 'verified',
    reason: expect.stringContaining('no mail was sent over mail'),
    facts: { mail: { verified: { verdict: 'verified' }, accepted: { verdict: 'not asked' } } },
  });
  expect(world.mail.state.messages).toEqual([]);
  expect(await check(notifyRehearse, live, { test: 'true' })).toMatchObject({ verdict: 'verified' });
  expect(world.mail.state.messages).toHaveLength(1);
});

test.each([
  ['auth-refused', { verified: 'failed', accepted: 'unknown' }, 'does not let ops@hotrodan.com in'],
  ['no-starttls', { verified: 'failed', accepted: 'unknown' }, 'offers no TLS'],
  ['tls-cut', { verified: 'failed', accepted: 'unknown' }, 'was lost'],
  ['service-busy', { verified: 'failed', accepted: 'unknown' }, 'too busy'],
  ['login-slow', { verified: 'failed', accepted: 'unknown' }, 'did not answer in time'],
  ['greylisted', { verified: 'verified', accepted: 'failed' }, 'puts the mail off'],
  ['babble', { verified: 'failed', accepted: 'unknown' }, 'does not speak SMTP'],
  ['data-cut', { verified: 'verified', accepted: 'unknown' }, 'was lost while the mail was on its way'],
  ['reply-lost', { verified: 'verified', accepted: 'unknown' }, 'it may have been taken: '],
  ['kept-yet-failed', { verified: 'verified', accepted: 'unknown' }, 'it may have been taken: '],
  ['message-slow', { verified: 'verified', accepted: 'unknown' }, 'the login works: raise `timeout`'],
  ['mailbox-unknown', { verified: 'verified', accepted: 'failed' }, 'refuses the mail'],
])('%s: %j, in words: %s', async (fault, parts, words) => {
  const world = await createWorld({ faults: [namedFault(fault, smtp.catalogue)] });
  const outcome = await check(notifyRehearse, world.context({ item: task }), {});
  expect(outcome).toMatchObject({
    verdict: parts.verified === 'verified' && parts.accepted === 'unknown' ? 'unknown' : 'failed',
    reason: expect.stringContaining(words),
    facts: {
      mail: {
        rendered: { verdict: 'verified' },
        verified: { verdict: parts.verified },
        accepted: { verdict: parts.accepted },
      },
    },
  });
  expect(JSON.stringify(outcome)).not.toContain(password);
  // Nothing is queued, and nobody knows where the stand-in listens.
  expect(outcome.reason).not.toMatch(/sent again|127\.0\.0\.1/u);
  expect(outcome.reason).toContain('smtp.example.test:587');
});

test('one of two is put off: that is no word of a mailbox', async () => {
  const trouble = { kind: 'status', status: 451, body: '4.7.1 Greylisted' } as const;
  const channels = { mail: { ...mailChannel, to: [...mailChannel.to, 'b@hotrodan.com'] } };
  const options = { faults: [{ when: { method: 'RCPT', path: 'b@*' }, trouble }] };
  const world = await createWorld(options, { notify: { ...notify, channels } });
  const outcome = await check(notifyRehearse, world.context({ item: task }), {});
  expect(outcome).toMatchObject({
    verdict: 'failed',
    reason: expect.stringContaining('puts off mail for b@hotrodan.com'),
  });
  expect(outcome.reason).not.toContain('Correct');
});

test('a credential that is missing leaves it unknown, and the mail written', async () => {
  const world = await createWorld();
  const missing = {
    code: 'secrets.missing',
    what: 'smtp_password is not there',
    why: 'no file has it',
    fix: 'Add it.',
  };
  const secret = async () => Promise.reject(new Failure(missing));
  const outcome = await check(notifyRehearse, world.context({ item: task, secret }), {});
  expect(outcome).toMatchObject({
    verdict: 'unknown',
    reason: 'smtp_password is not there: no file has it. Add it.',
    facts: { mail: { rendered: { verdict: 'verified' }, verified: { verdict: 'unknown' } } },
  });
  expect(notifyRehearse.needs.secrets).toBeTypeOf('function');
});

test('whom the order names must be told', async () => {
  const channels = { mail: { ...mailChannel, to: ['else@hotrodan.com'] } };
  const world = await createWorld({}, { notify: { ...notify, channels } });
  expect(await check(notifyRehearse, world.context({ item: task }), {})).toMatchObject({
    verdict: 'failed',
    reason: expect.stringContaining('goes to justin@hotrodan.com'),
  });
  const named = { to: 'Else@hotrodan.com' };
  expect(await check(notifyRehearse, world.context({ item: task }), named)).toMatchObject({ verdict: 'verified' });
});

test('a secret in the mail fails it', async () => {
  const channels = { mail: { ...mailChannel, from: `${password} <ops@hotrodan.com>` } };
  const world = await createWorld({}, { notify: { ...notify, channels } });
  expect(await check(notifyRehearse, world.context({ item: task }), {})).toMatchObject({
    verdict: 'failed',
    facts: { mail: { rendered: { verdict: 'failed' }, accepted: { verdict: 'unknown' } } },
  });
  expect(world.mail.state.messages).toEqual([]);
});
