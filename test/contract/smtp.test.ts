import { once } from 'node:events';
import { createTransport } from 'nodemailer';
import { expect, test } from 'vitest';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { smtp } from '../../src/emulators/smtp/emulator.ts';
import { address, client, converse, env, login, mail, refusal, start } from './smtp-client.ts';

function upToData(running: RunningEmulator): readonly string[] {
  return ['EHLO x.test', login(running), 'MAIL FROM:<a@x.test>', 'RCPT TO:<b@x.test>', 'DATA'];
}

test('a mail arrives as it was sent, over verified TLS, under the generated login', async () => {
  const running = await start();
  const sent = await client(running).sendMail(mail);
  expect(sent.accepted).toEqual(mail.to);
  const [message] = running.state.messages;
  expect(message).toMatchObject({
    id: '1',
    from: 'ops@example.test',
    to: mail.to,
    user: env(running, 'SMTP_USER'),
    secure: true,
  });
  expect(message?.headers).toContainEqual({ name: 'Subject', value: 'Grüezi — 🏁' });
  expect(message?.raw.toString()).toContain('ready\r\n.\r\nset');
});

test('the log shows every command in its order, and no password', async () => {
  const running = await start();
  await client(running, { authMethod: 'LOGIN' }).sendMail(mail);
  expect(running.log.calls.map(({ method, path, status }) => [method, path, status])).toEqual([
    ['CONNECT', '127.0.0.1', 220],
    ['EHLO', '[127.0.0.1]', 250],
    ['STARTTLS', '', 220],
    ['EHLO', '[127.0.0.1]', 250],
    ['AUTH', 'LOGIN', 235],
    ['MAIL', 'ops@example.test', 250],
    ['RCPT', 'qa@example.test', 250],
    ['RCPT', 'dev@example.test', 250],
    ['DATA', '', 354],
    ['MESSAGE', 'qa@example.test,dev@example.test', 250],
  ]);
  const shown = JSON.stringify([running.log.calls, running.state, running.urls]);
  const password = env(running, 'SMTP_PASSWORD');
  for (const secret of [password, Buffer.from(password).toString('base64')]) expect(shown).not.toContain(secret);
});

test.each(['PLAIN', 'LOGIN'])('AUTH %s lets the generated login in, and no other', async (method) => {
  const running = await start();
  const user = env(running, 'SMTP_USER');
  const good = client(running, { auth: { user, pass: env(running, 'SMTP_PASSWORD') }, authMethod: method });
  await expect(good.verify()).resolves.toBe(true);
  const bad = client(running, { auth: { user, pass: 'guess' }, authMethod: method });
  expect(await refusal(bad.verify())).toMatchObject({ code: 'EAUTH', responseCode: 535 });
});

test('without a login no mail is taken', async () => {
  const running = await start();
  const { host, port } = address(running);
  const stranger = createTransport({ host, port, ignoreTLS: true });
  const error = await refusal(stranger.sendMail(mail));
  expect(error).toMatchObject({ responseCode: 530 });
  expect(running.state.messages).toEqual([]);
});

test('TLS is really verified: a client that does not trust the certificate sends nothing', async () => {
  const running = await start();
  const error = await refusal(client(running, { tls: {} }).sendMail(mail));
  expect(error).toMatchObject({ code: 'ESOCKET', message: expect.stringMatching(/self-signed/) });
  expect(running.state.messages).toEqual([]);
});

test('tls off: a client that insists on TLS is disappointed, another is served in the clear', async () => {
  const running = await start({ tls: 'off' });
  expect(running.env).not.toHaveProperty('SMTP_CA');
  expect(await refusal(client(running).sendMail(mail))).toMatchObject({ code: 'ETLS' });
  await client(running, { requireTLS: false }).sendMail(mail);
  expect(running.state.messages.map(({ secure }) => secure)).toEqual([false]);
});

test('tls required: nobody logs in without', async () => {
  const running = await start({ tls: 'required' });
  const open = client(running, { requireTLS: false, ignoreTLS: true });
  expect(await refusal(open.sendMail(mail))).toMatchObject({ code: 'EAUTH', responseCode: 538 });
  await client(running).sendMail(mail);
  expect(running.state.messages).toHaveLength(1);
});

test('a message over the limit is refused, announced or not', async () => {
  const running = await start({ sizeLimit: 1000 });
  const big = { ...mail, text: 'x'.repeat(5000) };
  expect(await refusal(client(running).sendMail(big))).toMatchObject({ responseCode: 552 });
  // Nodemailer announces no size for a stream: the server finds out by reading.
  const { replies } = await converse(running, [...upToData(running), `${'x'.repeat(5000)}\r\n.`]);
  expect(replies.at(-1)).toMatch(/^552 /);
  expect(running.state.messages).toEqual([]);
});

test('mail is listed, read as it was sent and emptied over HTTP, stamped by the emulator’s clock', async () => {
  const running = await start();
  running.clock.change({ rate: 0, now: new Date('2025-10-17T03:15:00Z') });
  await client(running).sendMail(mail);
  const url = running.urls['messages'] ?? '';
  expect(await (await fetch(url)).json()).toMatchObject({
    messages: [{ id: '1', at: '2025-10-17T03:15:00.000Z', to: mail.to }],
  });
  const raw = await fetch(`${url}/1`);
  expect(raw.headers.get('content-type')).toBe('message/rfc822');
  expect(Buffer.from(await raw.arrayBuffer())).toEqual(running.state.messages[0]?.raw);
  expect((await fetch(`${url}/2`)).status).toBe(404);
  expect((await fetch(url, { method: 'DELETE' })).status).toBe(204);
  expect(await (await fetch(url)).json()).toEqual({ messages: [] });
});

test('what is no command is not logged: it may be a password that was sent out of turn', async () => {
  const running = await start({ faults: [namedFault('auth-refused', smtp.catalogue)] });
  const { replies } = await converse(running, ['EHLO x.test', 'AUTH LOGIN', 'b3BlbnNlc2FtZQ==']);
  expect(replies.map((reply) => reply.slice(0, 3))).toEqual(['220', '250', '535', '500']);
  expect(running.log.calls.at(-1)).toMatchObject({ method: 'UNKNOWN', path: '', status: 500 });
  expect(JSON.stringify(running.log.calls)).not.toContain('b3Blbn');
});

test('a client that goes away within its message leaves nothing behind', async () => {
  const running = await start();
  const { socket } = await converse(running, upToData(running));
  socket.write('Subject: half');
  socket.destroy();
  await client(running).sendMail(mail);
  expect(running.state.messages.map(({ id, to }) => [id, to])).toEqual([['1', mail.to]]);
});

test('many clients at once: each mail is kept once', async () => {
  const running = await start();
  const sender = client(running, { requireTLS: false, ignoreTLS: true });
  const count = 20;
  await Promise.all(Array.from({ length: count }, (_, n) => sender.sendMail({ ...mail, to: `n${n}@example.test` })));
  const recipients = running.state.messages.flatMap(({ to }) => to);
  expect(new Set(recipients).size).toBe(count);
  expect(recipients).toHaveLength(count);
});

test('stop ends sessions in any stage promptly: before TLS, within its handshake, after it, while waiting', async () => {
  const running = await start({ faults: [{ when: { method: 'NOOP' }, trouble: { kind: 'delay', ms: 60_000 } }] });
  const talks = [[], ['EHLO x.test'], ['EHLO x.test', 'STARTTLS'], upToData(running)];
  const sockets = await Promise.all(talks.map(async (lines) => (await converse(running, lines)).socket));
  sockets[1]?.write('NOOP\r\n');
  // Half a ClientHello: the handshake has begun and does not end.
  sockets[2]?.write(Buffer.from('16030100', 'hex'));
  const pooling = { pool: true };
  const pooled = client(running, pooling);
  await pooled.sendMail(mail);
  await expect.poll(() => running.log.calls.map(({ method }) => method)).toContain('NOOP');
  const closed = Promise.all(sockets.map((socket) => once(socket, 'close')));
  const before = performance.now();
  await running.stop();
  expect(performance.now() - before).toBeLessThan(1000);
  await closed;
});

test('it binds loopback alone', async () => {
  await expect(start({ host: '0.0.0.0' })).rejects.toMatchObject({ data: { code: 'emulator.not-loopback' } });
  const running = await start();
  for (const url of Object.values(running.urls)) expect(new URL(url).hostname).toBe('127.0.0.1');
});

test('when one port is taken, the other is given back', async () => {
  const first = await start();
  const second = await start();
  const controlPort = Number(new URL(second.urls.control).port);
  await second.stop();
  const { port } = address(first);
  await expect(start({ port, controlPort })).rejects.toMatchObject({ data: { code: 'emulator.cannot-listen' } });
  expect((await start({ controlPort })).urls.control).toBe(second.urls.control);
});
