import { expect, test } from 'vitest';
import type { Fault, Trouble } from '../../src/emulators/kit/fault/fault.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { smtp } from '../../src/emulators/smtp/emulator.ts';
import { client, mail, refusal, start } from './smtp-client.ts';

async function withFault(name: string) {
  return start({ faults: [namedFault(name, smtp.catalogue)] });
}

test.each([
  ['service-busy', { responseCode: 421, command: 'CONN' }],
  ['tls-refused', { code: 'ETLS', responseCode: 454 }],
  ['tls-cut', { code: 'ECONNECTION' }],
  ['auth-refused', { code: 'EAUTH', responseCode: 535 }],
  ['mailbox-unknown', { code: 'EENVELOPE', responseCode: 550, rejected: mail.to }],
  ['data-cut', { code: 'ECONNECTION' }],
  ['message-too-big', { code: 'EMESSAGE', responseCode: 552 }],
])('%s: the client reads %j, and no mail was taken', async (name, expected) => {
  const running = await withFault(name);
  expect(await refusal(client(running).sendMail(mail))).toMatchObject(expected);
  expect(running.state.messages).toEqual([]);
  expect(running.log.calls.flatMap(({ faults }) => faults)).toContain(name);
});

test.each([
  ['reply-lost', { code: 'ECONNECTION' }, undefined],
  ['kept-yet-failed', { code: 'EMESSAGE', responseCode: 451 }, 451],
])('%s: the client reads %j, yet the mail was taken', async (name, expected, status) => {
  const running = await withFault(name);
  expect(await refusal(client(running).sendMail(mail))).toMatchObject(expected);
  expect(running.state.messages.map(({ to }) => to)).toEqual([mail.to]);
  expect(running.log.calls.at(-1)).toMatchObject({ method: 'MESSAGE', faults: [name] });
  expect(running.log.calls.at(-1)?.status).toBe(status);
});

test('greylisted: refused at the first attempt, taken at the second', async () => {
  const running = await withFault('greylisted');
  const sender = client(running);
  const one = { ...mail, to: 'qa@example.test' };
  expect(await refusal(sender.sendMail(one))).toMatchObject({ responseCode: 451 });
  expect((await sender.sendMail(one)).response).toBe('250 Queued as 1');
});

test('one recipient of two is unknown: the other gets the mail', async () => {
  const fault: Fault = {
    when: { method: 'RCPT', path: 'qa@*' },
    trouble: { kind: 'status', status: 550, body: 'Gone' },
  };
  const running = await start({ faults: [fault] });
  const sent = await client(running).sendMail(mail);
  expect([sent.accepted, sent.rejected]).toEqual([['dev@example.test'], ['qa@example.test']]);
  expect(running.state.messages.map(({ to }) => to)).toEqual([['dev@example.test']]);
});

test('slow-banner: a client with patience is served, one without gives up', async () => {
  const running = await start({ faults: [{ when: { method: 'CONNECT' }, trouble: { kind: 'delay', ms: 200 } }] });
  const hasty = client(running, { greetingTimeout: 50 });
  expect(await refusal(hasty.sendMail(mail))).toMatchObject({ code: 'ETIMEDOUT' });
  const before = performance.now();
  await client(running).sendMail(mail);
  expect(performance.now() - before).toBeGreaterThan(190);
  expect(namedFault('slow-banner', smtp.catalogue).trouble).toEqual({ kind: 'delay', ms: 5000 });
});

test('babble: a reply that is none leads nowhere', async () => {
  const running = await withFault('babble');
  await expect(client(running).sendMail(mail)).rejects.toThrow('EHLO failed');
});

const commands = ['CONNECT', 'EHLO', 'STARTTLS', 'AUTH', 'MAIL', 'RCPT', 'DATA', 'MESSAGE'];

test.each(commands)('%s: a reply that breaks off ends the sending', async (method) => {
  const running = await start({ faults: [{ when: { method }, trouble: { kind: 'truncate', bytes: 2 } }] });
  await expect(client(running).sendMail(mail)).rejects.toThrow(/./);
  expect(running.state.messages).toHaveLength(method === 'MESSAGE' ? 1 : 0);
});

test.each(commands)('%s: whatever becomes of one reply, the next client is served', async (method) => {
  const troubles: readonly Trouble[] = [
    { kind: 'drop' },
    { kind: 'drop', acts: true },
    { kind: 'status', status: 554 },
    { kind: 'status', status: 554, acts: true },
    { kind: 'malformed' },
    { kind: 'truncate', bytes: 0 },
  ];
  for (const trouble of troubles) {
    const running = await start({ faults: [{ when: { method }, times: { count: 1 }, trouble }] });
    const hasty = client(running, { requireTLS: false, greetingTimeout: 300, socketTimeout: 300 });
    const first = await hasty.sendMail(mail).catch(() => undefined);
    const sent = await client(running).sendMail(mail);
    expect(sent.accepted).toEqual(mail.to);
    expect(first === undefined || running.state.messages.length === 2).toBe(true);
    expect(running.log.calls.filter(({ faults }) => faults.length > 0)).toHaveLength(1);
  }
});

test('faults are switched while it runs, over HTTP', async () => {
  const running = await start();
  const faults = new URL('faults', running.urls.control);
  const sender = client(running);
  await fetch(faults, { method: 'POST', body: '{"fault":"auth-refused"}' });
  expect(await refusal(sender.sendMail(mail))).toMatchObject({ responseCode: 535 });
  await fetch(faults, { method: 'DELETE' });
  expect((await sender.sendMail(mail)).accepted).toEqual(mail.to);
});
