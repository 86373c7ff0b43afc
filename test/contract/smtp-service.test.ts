import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { smtp, type SmtpOptions } from '../../src/emulators/smtp/emulator.ts';
import { checkLogin, sendMail, type MailCall } from '../../src/services/smtp/client.ts';
import { SmtpFailure } from '../../src/services/smtp/failures.ts';
import { renderMail, type Mail } from '../../src/services/smtp/message.ts';
import { readServer } from '../../src/services/smtp/server.ts';
import { start, stops } from './smtp-client.ts';

const given = { given: { user: 'ops@example.test' }, secrets: { password: new Secret('smtp', 'rehearsal-1f0c') } };
const envelope = { from: 'ops@example.test', to: ['qa@example.test', 'dev@example.test'] };

const redact = (text: string): string => text;

function callOf({ urls, ca }: RunningEmulator, more: Partial<MailCall> = {}): MailCall {
  const server = readServer({ url: urls['smtp'] ?? '', ...(ca === undefined ? {} : { ca }) });
  const login = { user: given.given.user, password: given.secrets.password };
  return { server, login, timeoutMs: 5000, redact, ...more };
}

async function startGiven(options: SmtpOptions = {}) {
  return start({ ...given, ...options });
}

const withFault = async (name: string) => startGiven({ faults: [namedFault(name, smtp.catalogue)] });

async function failureOf(work: Promise<unknown>): Promise<SmtpFailure> {
  const error = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error instanceof SmtpFailure) return error;
  throw new Error('it did not fail as it should', { cause: error });
}

const mail: Mail = {
  from: { name: 'Prestage', address: 'ops@example.test' },
  to: [{ address: 'qa@example.test' }, { name: 'Dev', address: 'dev@example.test' }],
  subject: '[DOWN] staging: chatwoot — Grüezi',
  date: new Date('2025-10-17T03:17:00Z'),
  messageId: '<3f2b.0@example.test>',
  references: [],
  list: { name: 'Health of staging', id: 'staging.health.example.test' },
  marks: { 'X-Incident-Key': 'staging/chatwoot/trouble' },
  text: 'chatwoot is down\n.\nline after a dot — Grüezi\n',
  html: '<p>chatwoot is down</p>',
};

test('the login is checked over TLS, and nothing is sent', async () => {
  const running = await startGiven();
  await checkLogin(callOf(running));
  expect(running.log.calls.map(({ method }) => method)).toEqual([
    'CONNECT',
    'EHLO',
    'STARTTLS',
    'EHLO',
    'AUTH',
    'QUIT',
  ]);
  expect(running.state.messages).toEqual([]);
});

test('the bytes that were rendered are the bytes that arrive', async () => {
  const running = await startGiven();
  const bytes = await renderMail(mail);
  const { accepted, refused } = await sendMail(callOf(running), envelope, bytes);
  expect([accepted, refused]).toEqual([envelope.to, []]);
  const [message] = running.state.messages;
  expect(message?.raw.toString()).toBe(Buffer.from(bytes).toString());
  expect(message).toMatchObject({ ...envelope, secure: true, user: given.given.user });
});

test('the same mail is the same bytes, text first', async () => {
  const text = Buffer.from(await renderMail(mail)).toString();
  expect(Buffer.from(await renderMail(mail)).toString()).toBe(text);
  expect(text.indexOf('text/plain')).toBeLessThan(text.indexOf('text/html'));
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  for (const line of text.split('\r\n')) expect(line.length).toBeLessThanOrEqual(998);
});

test.each([
  'staging\r\nBcc: evil@example.test',
  'staging\nX-Evil: 1\n\nbody',
  'a\u2028b\u0000c\u202Ed',
  '"<evil@example.test>", ',
])('no name from a config begins a field of its own: %j', async (name) => {
  const bytes = await renderMail({
    ...mail,
    from: { name, address: 'ops@example.test' },
    subject: name,
    list: { name, id: 'staging.health.example.test' },
    marks: { 'X-Incident-Key': name },
  });
  const [head = ''] = Buffer.from(bytes).toString().split('\r\n\r\n');
  const fields = head
    .replaceAll(/\r\n[ \t]/gu, ' ')
    .split('\r\n')
    .map((line) => line.split(':')[0]);
  const whole =
    Buffer.from(await renderMail(mail))
      .toString()
      .split('\r\n\r\n')[0] ?? '';
  expect(fields).toEqual(
    whole
      .replaceAll(/\r\n[ \t]/gu, ' ')
      .split('\r\n')
      .map((line) => line.split(':')[0]),
  );
  expect(head).not.toMatch(/^Bcc|^X-Evil/imu);
});

test.each([
  ['service-busy', 'smtp.busy', false],
  ['no-starttls', 'smtp.no-tls', false],
  ['tls-refused', 'smtp.no-tls', false],
  ['tls-cut', 'smtp.lost', false],
  ['babble', 'smtp.not-smtp', false],
  ['auth-refused', 'smtp.login-refused', false],
  ['login-slow', 'smtp.timeout', false],
  ['greylisted', 'smtp.put-off', false],
  ['mailbox-unknown', 'smtp.refused', false],
  ['data-cut', 'smtp.lost', true],
  ['message-slow', 'smtp.timeout', true],
  ['message-too-big', 'smtp.refused', false],
  ['reply-lost', 'smtp.lost', true],
  ['kept-yet-failed', 'smtp.put-off', true],
])('%s: %s; that it may have been taken: %s', async (fault, code, mayBeTaken) => {
  const running = await withFault(fault);
  const one = { ...envelope, to: ['qa@example.test'] };
  const call = callOf(running, { timeoutMs: fault.endsWith('slow') ? 400 : 5000 });
  const failure = await failureOf(sendMail(call, one, await renderMail(mail)));
  expect([failure.data.code, failure.mayBeTaken]).toEqual([code, mayBeTaken]);
  expect(JSON.stringify(failure.data)).not.toContain('rehearsal-1f0c');
  expect(failure.data.fix).toMatch(/\.$/u);
  // Whoever queues it says so: this service sends once.
  expect(failure.data.fix).not.toContain('sent again');
  expect(failure.data.fix).not.toMatch(/login-slow|message-slow/u.test(fault) ? /port/u : /^$/u);
});

test('no TLS: nothing is said to a server that offers none', async () => {
  const running = await startGiven({ tls: 'off' });
  expect((await failureOf(checkLogin(callOf(running)))).data.code).toBe('smtp.no-tls');
  expect(running.log.calls.map(({ method }) => method)).not.toContain('AUTH');
});

test('a certificate that is not known: the login is not sent', async () => {
  const running = await startGiven();
  const { ca: _ca, ...server } = callOf(running).server;
  expect((await failureOf(checkLogin(callOf(running, { server })))).data.code).toBe('smtp.tls-untrusted');
  expect(running.log.calls.map(({ method }) => method)).not.toContain('AUTH');
});

test('another password is refused, and not told', async () => {
  const running = await startGiven();
  const login = { user: given.given.user, password: new Secret('smtp', 'another-9d1e') };
  const { data } = await failureOf(checkLogin(callOf(running, { login })));
  expect(data.code).toBe('smtp.login-refused');
  expect(JSON.stringify(data)).not.toContain('another-9d1e');
});

test.each(['AUTH', 'RCPT', 'MESSAGE'])('words of %s are cut, and no half of a secret is left', async (method) => {
  const secret = given.secrets.password.reveal();
  const trouble = { kind: 'status', status: 550, body: `${'x'.repeat(280)} ${secret} and more` } as const;
  const running = await startGiven({ faults: [{ when: { method }, trouble }] });
  const call = callOf(running, { redact: (text) => text.replaceAll(secret, '[REDACTED]') });
  const one = { ...envelope, to: ['qa@example.test'] };
  const { data } = await failureOf(sendMail(call, one, await renderMail(mail)));
  expect(data.why).toMatch(/x \[REDAC.*…$/u);
  expect(data.why).not.toContain(secret.slice(0, 4));
});

test.each([
  [550, false],
  [451, true],
])('one recipient of two gets %d: it is told which, and whether for good', async (status, isPassing) => {
  const trouble = { kind: 'status', status, body: 'Gone' } as const;
  const running = await startGiven({ faults: [{ when: { method: 'RCPT', path: 'qa@*' }, trouble }] });
  const sent = await sendMail(callOf(running), envelope, await renderMail(mail));
  expect(sent.accepted).toEqual(['dev@example.test']);
  expect(sent.refused).toEqual([{ to: 'qa@example.test', words: expect.stringContaining(String(status)), isPassing }]);
});

test('a server that turns the machine away says nothing of who writes to whom', async () => {
  const trouble = { kind: 'status', status: 554, body: '5.7.1 Go away' } as const;
  const running = await startGiven({ faults: [{ when: { method: 'CONNECT' }, trouble }] });
  const { data } = await failureOf(checkLogin(callOf(running)));
  expect(data.code).toBe('smtp.turned-away');
  expect(data.fix).not.toContain('`to`');
});

test('nobody listens there', async () => {
  const listener = createServer().listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  listener.close();
  const server = { host: '127.0.0.1', port, tls: 'starttls' } as const;
  const login = { user: 'x', password: given.secrets.password };
  expect((await failureOf(checkLogin({ server, login, timeoutMs: 2000, redact }))).data.code).toBe('smtp.unreachable');
});

test('a server that trickles for ever is given up in time', async () => {
  const listener = createServer((socket) => {
    const timer = setInterval(() => socket.write('220-x\r\n'), 20);
    socket.on('close', () => clearInterval(timer)).on('error', () => undefined);
  }).listen(0, '127.0.0.1');
  await once(listener, 'listening');
  stops.push(() => listener.close());
  const address = listener.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const server = { host: '127.0.0.1', port, tls: 'starttls' } as const;
  const login = { user: 'x', password: given.secrets.password };
  expect((await failureOf(checkLogin({ server, login, timeoutMs: 300, redact }))).data.code).toBe('smtp.timeout');
});

test.each(['http://x.test', 'smtp://', 'smtp://user:word@x.test', 'no url'])('%s is no mail server', (url) => {
  expect(() => readServer({ url })).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ code: 'smtp.bad-url' }) }),
  );
});
