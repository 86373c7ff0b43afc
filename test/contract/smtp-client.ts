import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createTransport } from 'nodemailer';
import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { afterEach } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { smtp, type SmtpOptions } from '../../src/emulators/smtp/emulator.ts';

/** Undone after each test. */
export const stops: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(stops.splice(0).map((stop) => stop()));
});

export async function start(options: SmtpOptions = {}) {
  const running = await smtp.start(options);
  stops.push(running.stop);
  return running;
}

export function env({ env }: RunningEmulator, name: string): string {
  const value = env[name] ?? '';
  return value instanceof Secret ? value.reveal() : value;
}

export function address(running: RunningEmulator): { host: string; port: number } {
  return { host: env(running, 'SMTP_HOST'), port: Number(env(running, 'SMTP_PORT')) };
}

/** Nodemailer, which asks for TLS and verifies it, unless wished otherwise. */
export function client(running: RunningEmulator, wish: SMTPTransport.Options = {}) {
  const transport = createTransport({
    ...address(running),
    auth: { user: env(running, 'SMTP_USER'), pass: env(running, 'SMTP_PASSWORD') },
    requireTLS: true,
    tls: { ca: env(running, 'SMTP_CA') },
    ...wish,
  });
  stops.push(() => transport.close());
  return transport;
}

export const mail = {
  from: 'ops@example.test',
  to: ['qa@example.test', 'dev@example.test'],
  subject: 'Grüezi — 🏁',
  text: 'ready\n.\nset',
};

/** The error of a sending that must fail. */
export async function refusal(sending: Promise<unknown>): Promise<unknown> {
  return sending.then(
    () => {
      throw new Error('the mail was accepted');
    },
    (error: unknown) => error,
  );
}

/** The AUTH line of the generated login. */
export function login(running: RunningEmulator): string {
  const token = ['', env(running, 'SMTP_USER'), env(running, 'SMTP_PASSWORD')].join('\0');
  return `AUTH PLAIN ${Buffer.from(token).toString('base64')}`;
}

/**
 * Talks SMTP by hand: says each line once the reply to the one before is there. Gives the open connection and all
 * replies, the banner first.
 */
export async function converse(running: RunningEmulator, lines: readonly string[]) {
  const { host, port } = address(running);
  const socket = connect(port, host).on('error', () => undefined);
  stops.push(() => socket.destroy());
  const replies = [await reply(socket)];
  for (const line of lines) {
    socket.write(`${line}\r\n`);
    replies.push(await reply(socket));
  }
  return { socket, replies };
}

async function reply(socket: Socket): Promise<string> {
  let text = '';
  while (!/^\d{3} .*\r\n$/m.test(text)) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    text += chunk.toString();
  }
  return text;
}
