import { expect, test } from 'vitest';
import { notifySend } from '../../../src/actions/notify/send.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import type { SmtpOptions } from '../../../src/emulators/smtp/emulator.ts';
import { createWorld, mailChannel, notify, type NotifyWorld } from './world.ts';

async function send(world: NotifyWorld) {
  return (await perform(notifySend, world.context(), {})).outcome;
}

function mails({ mail }: NotifyWorld) {
  return mail.state.messages.map(({ headers, raw, to }) => {
    const field = (name: string) => headers.find((header) => header.name === name)?.value ?? '';
    return { subject: field('Subject'), id: field('Message-ID'), to, raw: raw.toString() };
  });
}

const two = ['a@hotrodan.com', 'B <b@hotrodan.com>'];

function refusing(address: string, status: number, body: string): SmtpOptions {
  const trouble = { kind: 'status', status, body } as const;
  return { faults: [{ when: { method: 'RCPT', path: address }, trouble }] };
}

test('one of two is put off: the other has it, and the first gets the same mail later', async () => {
  const options = refusing('b@hotrodan.com', 451, '4.7.1 Greylisted');
  const world = await createWorld(options, { notify: { ...notify, channels: { mail: { ...mailChannel, to: two } } } });
  await world.checked({ chatwoot: 'fail' });
  const outcome = await send(world);
  expect(outcome).toMatchObject({ verdict: 'failed', facts: { owed: 1 } });
  expect(outcome.reason).toContain('b@hotrodan.com is put off: 451 4.7.1 Greylisted');
  expect(outcome.reason).not.toMatch(/no such mailbox|correct `to`/iu);
  world.mail.faults.clear();
  world.hours += 1;
  expect(await send(world)).toMatchObject({ verdict: 'verified', facts: { owed: 0 } });
  const [first, second] = mails(world);
  expect([first?.to, second?.to]).toEqual([['a@hotrodan.com'], ['b@hotrodan.com']]);
  expect(second).toMatchObject({ subject: first?.subject, id: first?.id });
  await send(world);
  expect(mails(world)).toHaveLength(2);
});

test('one of two is put off, and more happens: each is told what they have not heard', async () => {
  const options = refusing('b@hotrodan.com', 451, '4.7.1 Greylisted');
  const world = await createWorld(options, { notify: { ...notify, channels: { mail: { ...mailChannel, to: two } } } });
  await world.checked({ chatwoot: 'fail' });
  await send(world);
  world.mail.faults.clear();
  world.hours += 24;
  await world.checked({ chatwoot: 'pass' });
  expect(await send(world)).toMatchObject({ verdict: 'verified', facts: { owed: 0 } });
  const later = mails(world).slice(1);
  expect(
    later
      .map(({ to }) => to)
      .flat()
      .toSorted(),
  ).toEqual(['a@hotrodan.com', 'b@hotrodan.com']);
  const ofB = later.find(({ to }) => to.includes('b@hotrodan.com'));
  expect(ofB?.raw).toContain('could not be sent before');
  expect(later.find(({ to }) => to.includes('a@hotrodan.com'))?.raw).not.toContain('could not be sent before');
});

test('one of two is refused: said to be that, and not sent again', async () => {
  const options = refusing('b@hotrodan.com', 550, '5.1.1 No such mailbox');
  const world = await createWorld(options, { notify: { ...notify, channels: { mail: { ...mailChannel, to: two } } } });
  await world.checked({ chatwoot: 'fail' });
  const outcome = await send(world);
  expect(outcome).toMatchObject({ verdict: 'failed', facts: { owed: 0 } });
  expect(outcome.reason).toContain('b@hotrodan.com is refused: 550 5.1.1 No such mailbox');
  expect(outcome.reason).toContain('Correct `to`');
  await send(world);
  expect(mails(world)).toHaveLength(1);
});

test('who is put off and leaves the channel is owed nothing', async () => {
  const options = refusing('b@hotrodan.com', 451, '4.7.1 Greylisted');
  const settings: Record<string, unknown> = { notify: { ...notify, channels: { mail: { ...mailChannel, to: two } } } };
  const world = await createWorld(options, settings);
  await world.checked({ chatwoot: 'fail' });
  await send(world);
  settings['notify'] = { ...notify, channels: { mail: { ...mailChannel, to: ['a@hotrodan.com'] } } };
  expect(await send(world)).toMatchObject({ verdict: 'verified', facts: { owed: 0 } });
  expect(mails(world)).toHaveLength(1);
});
