import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { notifySend } from '../../../src/actions/notify/send.ts';
import { perform, plan } from '../../../src/actions/testing/workspace.ts';
import { namedFault } from '../../../src/emulators/kit/fault/read-fault.ts';
import { smtp } from '../../../src/emulators/smtp/emulator.ts';
import { createWorld, mailChannel, notify, password, type NotifyWorld } from './world.ts';

async function send(world: NotifyWorld) {
  return (await perform(notifySend, world.context(), {})).outcome;
}

function mails({ mail }: NotifyWorld) {
  return mail.state.messages.map(({ headers, raw, to }) => {
    const field = (name: string) => headers.find((header) => header.name === name)?.value ?? '';
    return {
      subject: field('Subject'),
      id: field('Message-ID'),
      answers: field('In-Reply-To'),
      references: field('References'),
      auto: field('Auto-Submitted'),
      list: field('List-ID'),
      to,
      raw: raw.toString(),
    };
  });
}

async function night(world: NotifyWorld, states: Parameters<NotifyWorld['checked']>[0]) {
  await world.checked(states);
  const outcome = await send(world);
  world.hours += 24;
  return outcome;
}

test('it goes down and comes back: one thread, the same subject but for its state', async () => {
  const world = await createWorld();
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  expect(mails(world)).toEqual([]);
  await night(world, { chatwoot: 'fail', publer: 'pass' });
  await night(world, { chatwoot: 'fail', publer: 'pass' });
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  const [down, still, back] = mails(world);
  expect(mails(world).map(({ subject }) => subject)).toEqual([
    '[DOWN] staging: chatwoot',
    '[STILL DOWN] staging: chatwoot',
    '[RECOVERED] staging: chatwoot',
  ]);
  expect(down?.id).toMatch(/^<[0-9a-f-]{36}@hotrodan\.com>$/u);
  expect([down?.answers, still?.answers, back?.answers]).toEqual(['', down?.id, down?.id]);
  expect([still?.references, back?.references]).toEqual([down?.id, down?.id]);
  expect(new Set(mails(world).map(({ id }) => id)).size).toBe(3);
  expect(down).toMatchObject({ auto: 'auto-generated', list: '"Health of staging" <staging.health.hotrodan.com>' });
  expect(down?.raw).toMatch(/^List-ID: "Health of staging" <staging\.health\.hotrodan\.com>\r$/mu);
  expect(back?.raw).toContain('Lasted 2 days');
  expect(down?.raw).toContain('token_rejected');
});

test('one mail for all that happened, and what passed is in it', async () => {
  const world = await createWorld();
  expect(await night(world, { chatwoot: 'fail', publer: 'unknown', site: 'pass' })).toMatchObject({
    verdict: 'verified',
  });
  expect(mails(world).map(({ subject }) => subject)).toEqual(['[DOWN] staging: chatwoot']);
  expect(mails(world)[0]?.raw).toContain('NO DATA  publer');
  expect(mails(world)[0]?.raw).toContain('Passed just now: site.');
});

test('the state and the name of a subject are of the same check; what is answered was sent', async () => {
  const world = await createWorld();
  await night(world, { chatwoot: 'fail', publer: 'pass' });
  await night(world, { chatwoot: 'fail', publer: 'fail' });
  await night(world, { chatwoot: 'pass', publer: 'fail' });
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  const [first, second, third, last] = mails(world);
  expect(mails(world).map(({ subject }) => subject)).toEqual([
    '[DOWN] staging: chatwoot',
    '[2 DOWN] staging: chatwoot, publer',
    '[STILL DOWN] staging: publer',
    '[RECOVERED] staging: publer',
  ]);
  expect([second?.answers, third?.answers, last?.answers]).toEqual([first?.id, second?.id, second?.id]);
  const ids = new Set(mails(world).map(({ id }) => id));
  const referred = mails(world).flatMap(({ references }) => references.split(/\s+/u).filter((id) => id !== ''));
  expect(referred.filter((id) => !ids.has(id))).toEqual([]);
  expect(JSON.parse(await world.text('artifacts/ops/notify/staging/state.json'))).toMatchObject({
    threads: { mail: {} },
  });
});

test.each([
  ['degraded', '[DEGRADED] staging: chatwoot', 'chatwoot was down, and now works, but not as it should.'],
  ['unknown', '[NO DATA] staging: chatwoot', 'chatwoot was down, and now says nothing: whether it works is not known.'],
] as const)('down, then %s: the reminder says what was said last', async (state, subject, words) => {
  const world = await createWorld();
  await night(world, { chatwoot: 'fail' });
  await night(world, { chatwoot: state });
  const [, reminder] = mails(world);
  expect(reminder?.subject).toBe(subject);
  expect(reminder?.raw.replaceAll(/=\r\n/gu, '')).toContain(words);
  expect(reminder?.raw).not.toContain('still down');
});

test('the same results looked at twice tell nothing twice', async () => {
  const world = await createWorld();
  await world.checked({ chatwoot: 'fail' });
  await send(world);
  expect(await send(world)).toMatchObject({ verdict: 'verified', reason: 'there was nothing to tell' });
  expect(mails(world)).toHaveLength(1);
});

test.each(['auth-refused', 'tls-refused', 'no-starttls', 'service-busy', 'mailbox-unknown', 'data-cut', 'login-slow'])(
  '%s: it failed in words, is owed, and goes out with the next run',
  async (fault) => {
    const world = await createWorld({ faults: [namedFault(fault, smtp.catalogue)] });
    const outcome = await night(world, { chatwoot: 'fail' });
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('mail: '), facts: { owed: 1 } });
    expect(JSON.stringify(outcome)).not.toContain(password);
    expect(mails(world)).toEqual([]);
    world.mail.faults.clear();
    expect(await night(world, { chatwoot: 'pass' })).toMatchObject({ verdict: 'verified', facts: { owed: 0 } });
    expect(mails(world).map(({ subject }) => subject)).toEqual(['[RECOVERED] staging: chatwoot']);
    expect(mails(world)[0]?.raw).toContain('could not be sent before');
  },
);

test('greylisted: taken at the next run', async () => {
  const world = await createWorld({ faults: [namedFault('greylisted', smtp.catalogue)] });
  expect(await night(world, { chatwoot: 'fail' })).toMatchObject({ verdict: 'failed' });
  world.hours -= 23;
  expect(await send(world)).toMatchObject({ verdict: 'verified' });
  expect(mails(world).map(({ subject }) => subject)).toEqual(['[DOWN] staging: chatwoot']);
});

test('a lost reply: what is sent again has the same id, what says more has another', async () => {
  const world = await createWorld({ faults: [namedFault('reply-lost', smtp.catalogue)] });
  await world.checked({ chatwoot: 'fail' });
  await send(world);
  await send(world);
  world.mail.faults.clear();
  world.hours += 24;
  await world.checked({ chatwoot: 'fail', publer: 'fail' });
  await send(world);
  const [first, again, more] = mails(world);
  expect(again?.id).toBe(first?.id);
  expect(more?.id).not.toBe(first?.id);
  expect(more?.answers).toBe(first?.id);
});

test('a message may be killed on its way: what is owed stood on disk before', async () => {
  const world = await createWorld();
  await world.checked({ chatwoot: 'fail' });
  const context = world.context({ secret: async () => Promise.reject(new Error('killed')) });
  expect((await perform(notifySend, context, {})).outcome).toMatchObject({ verdict: 'failed', facts: { owed: 1 } });
  expect(await send(world)).toMatchObject({ verdict: 'verified', facts: { owed: 0 } });
  expect(mails(world)).toHaveLength(1);
});

test('one channel without its credential keeps the other from nothing', async () => {
  const channels = { mail: mailChannel, other: { ...mailChannel, password: { secret: 'missing' } } };
  const world = await createWorld({}, { notify: { ...notify, channels } });
  await world.checked({ chatwoot: 'fail' });
  const secret = world.context().secret;
  const context = world.context({
    secret: async (reference) => {
      if (reference.secret !== 'missing') return secret(reference);
      throw new Failure({ code: 'secrets.missing', what: 'The secret missing is not there', why: 'x', fix: 'Add it.' });
    },
  });
  const { outcome } = await perform(notifySend, context, {});
  expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('missing'), facts: { owed: 1 } });
  expect(mails(world)).toHaveLength(1);
});

test('nobody ran the checks: that there is no data is told', async () => {
  const health = { checks: { chatwoot: { kind: 'http', url: 'https://chat.example.test/api' } } };
  const world = await createWorld({}, { notify, health });
  await world.checked({ chatwoot: 'pass' });
  await send(world);
  world.hours += 27;
  await send(world);
  expect(mails(world).map(({ subject }) => subject)).toEqual(['[NO DATA] staging: chatwoot']);
});

const asked = { kind: 'http', url: 'https://chat.example.test/api' };
const health = { checks: { chatwoot: asked, publer: asked } };

test('a check that is left out of the runs goes stale though others are run every night', async () => {
  const world = await createWorld({}, { notify, health });
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  expect(await night(world, { publer: 'pass' })).toMatchObject({ facts: { open: ['staging/chatwoot/no-data'] } });
  expect(mails(world).map(({ subject }) => subject)).toEqual(['[NO DATA] staging: chatwoot']);
  expect(mails(world)[0]?.raw).toContain('This check last ran at');
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  expect(mails(world)[1]?.subject).toBe('[DATA IS BACK] staging: chatwoot');
});

test('a run that asked nothing is no data of anything', async () => {
  const world = await createWorld({}, { notify, health });
  await night(world, { chatwoot: 'pass', publer: 'pass' });
  await night(world, {});
  expect(mails(world).map(({ subject }) => subject)).toEqual(['[2 NO DATA] staging: chatwoot, publer']);
});

test('a run that began before another and ended after it is looked at', async () => {
  const world = await createWorld();
  world.hours = 1;
  await world.checked({ publer: 'pass' });
  await send(world);
  world.hours = 0.99;
  await world.checked({ chatwoot: 'fail' }, { durationMs: 120_000 });
  world.hours = 1.1;
  expect(await send(world)).toMatchObject({ facts: { open: ['staging/chatwoot/trouble'] } });
  expect(mails(world).map(({ subject }) => subject)).toEqual(['[DOWN] staging: chatwoot']);
  await send(world);
  expect(mails(world)).toHaveLength(1);
});

test('in a maintenance window no check is told to be withdrawn', async () => {
  const maintenance = [{ from: '2025-10-17T04:00:00Z', until: '2025-10-18T03:00:00Z', why: 'the database moves' }];
  const world = await createWorld({}, { notify: { ...notify, maintenance }, health });
  await night(world, { chatwoot: 'fail', publer: 'pass' });
  const left: Readonly<Record<string, unknown>> = {
    notify: { ...notify, maintenance },
    health: { checks: { publer: asked } },
  };
  const without = async () => perform(notifySend, world.context({ settings: (area) => left[area] }), {});
  world.hours = 2;
  await world.checked({ publer: 'pass' });
  await without();
  expect(mails(world)).toHaveLength(1);
  world.hours = 25;
  await world.checked({ publer: 'pass' });
  await without();
  expect(mails(world)[1]?.subject).toBe('[WITHDRAWN] staging: chatwoot');
});

test('a record of a rehearsal says nothing of what is live', async () => {
  const world = await createWorld();
  await world.checked({ chatwoot: 'fail' });
  const { outcome } = await perform(notifySend, world.context({ mode: 'live' }), {});
  expect(outcome).toMatchObject({ verdict: 'verified' });
  expect(mails(world)).toEqual([]);
});

test('a state that cannot be read is kept aside, and the mail says so', async () => {
  const world = await createWorld();
  const path = 'artifacts/ops/notify/staging/state.json';
  await world.put(path, '{"format": "prestage.incidents/1", "chec');
  await night(world, { chatwoot: 'fail' });
  expect(mails(world)[0]?.raw).toContain('cannot be read and is kept aside');
  expect(JSON.parse(await world.text(path))).toMatchObject({ mode: 'rehearsal', outbox: [] });
  const names = await readdir(`${world.root}/artifacts/ops/notify/staging`);
  const kept = names.filter((name) => name.startsWith('state.unreadable-'));
  expect(kept).toHaveLength(1);
});

test('what the vault knows goes out with no message, whoever wrote it', async () => {
  const world = await createWorld();
  const results = [
    {
      check: 'chatwoot',
      kind: 'http',
      environment: 'staging',
      state: 'fail' as const,
      summary: `GET /?token=${password}`,
      startedAt: '2025-10-17T03:17:00.000Z',
      durationMs: 1,
      steps: [],
    },
  ];
  await world.checked({}, { results, state: 'fail' });
  await send(world);
  expect(mails(world)[0]?.raw).toContain('REDACTED');
  expect(mails(world)[0]?.raw).not.toContain(password);
  expect(await world.text('artifacts/ops/notify/staging/state.json')).not.toContain(password);
});

test('a plan sends nothing and writes nothing', async () => {
  const world = await createWorld();
  await world.checked({ chatwoot: 'fail' });
  const { summary, changes } = await plan(notifySend, world.context(), {});
  expect(summary).toBe('Tell 1 channels; 1 open');
  expect(changes).toEqual([{ kind: 'run', target: 'mail', summary: 'tell: chatwoot open' }]);
  expect(mails(world)).toEqual([]);
  await expect(world.text('artifacts/ops/notify/staging/state.json')).rejects.toThrow('ENOENT');
});

test.each([
  [{}, 'notify.not-configured'],
  [{ channels: { mail: { ...mailChannel, environments: ['production'] } } }, 'notify.not-configured'],
  [{ channels: { mail: { ...mailChannel, to: ['a@b.test\r\nBcc: c@d.test'] } } }, 'config.invalid'],
  [{ channels: { mail: { ...mailChannel, smtp: 'smtp://user:word@smtp.example.test' } } }, 'config.invalid'],
])('%j is refused: %s', async (section, code) => {
  const world = await createWorld({}, { notify: section });
  await expect(send(world)).rejects.toMatchObject({ data: { code } });
});
