import { once } from 'node:events';
import SMTPConnection, { type SentMessageInfo } from 'nodemailer/lib/smtp-connection';
import type { Secret } from '../../core/secret.ts';
import { cutTo, type Show } from '../../core/shown.ts';
import { isPassing, smtpFailure, type Stage } from './failures.ts';
import type { MailServer } from './server.ts';

export interface MailLogin {
  readonly user: string;
  readonly password: Secret;
}

/** Who it is from and for, as the server is told: what the mail's own fields say does not count there. */
export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** For one of the recipients, in the server's words, on one line. */
export interface Refusal {
  readonly to: string;
  readonly words: string;
  /** It is put off (4xx), and may be taken later. */
  readonly isPassing: boolean;
}

/** What the server said when it took a mail. */
export interface Acceptance {
  readonly response: string;
  readonly accepted: readonly string[];
  /** While others were taken. */
  readonly refused: readonly Refusal[];
}

export interface MailCall {
  readonly server: MailServer;
  readonly login: MailLogin;
  /** After that it is given up, whatever it waits for: a server that trickles too. */
  readonly timeoutMs: number;
  /** Takes secrets out of the server's words, before they are cut. */
  readonly redact: Show;
}

/** A server may have pages to say. */
const mostWords = 300;

/** Connects over TLS and logs in, sends nothing. Throws an `SmtpFailure`. */
export async function checkLogin(call: MailCall): Promise<void> {
  await session(call, async () => undefined);
}

/** Sends these bytes, no other, once. Throws an `SmtpFailure`: whether the mail may have been taken is in it. */
export async function sendMail(call: MailCall, envelope: Envelope, message: Uint8Array): Promise<Acceptance> {
  const show = cutTo(mostWords, call.redact);
  return session(call, async (connection, at) => {
    at('message');
    const sent = await sending(connection, envelope, message);
    const refused = sent.rejected.map((to, index): Refusal => {
      const error = sent.rejectedErrors?.[index];
      const words = show(error?.response ?? error?.message ?? '') || 'no reason was given';
      return { to, words, isPassing: isPassing(error?.responseCode ?? 0) };
    });
    return { response: show(sent.response), accepted: sent.accepted, refused };
  });
}

async function sending(
  connection: SMTPConnection,
  { from, to }: Envelope,
  message: Uint8Array,
): Promise<SentMessageInfo> {
  return new Promise((resolve, reject) => {
    connection.send({ from, to: [...to] }, Buffer.from(message), (error, info) => {
      if (info === undefined || error !== null) reject(error ?? new Error('the server said nothing'));
      else resolve(info);
    });
  });
}

/** One connection, logged in, ended whatever happens. */
async function session<Result>(
  { server, login, timeoutMs, redact }: MailCall,
  work: (connection: SMTPConnection, at: (stage: Stage) => void) => Promise<Result>,
): Promise<Result> {
  const connection = new SMTPConnection(optionsOf(server, timeoutMs));
  let stage: Stage = 'connect';
  const broken = Promise.withResolvers<never>();
  connection.on('error', broken.reject);
  connection.on('end', () => broken.reject(new Error('the connection was closed')));
  const timer = setTimeout(() => broken.reject(new DOMException('it took too long', 'TimeoutError')), timeoutMs);
  const orBroken = async <T>(step: Promise<T>): Promise<T> => Promise.race([step, broken.promise]);
  try {
    await orBroken(connecting(connection));
    stage = 'login';
    await orBroken(loggingIn(connection, login));
    const result = await orBroken(work(connection, (next) => (stage = next)));
    await leaving(connection);
    return result;
  } catch (error) {
    throw smtpFailure(error, { server, stage, timeoutMs, user: login.user, show: cutTo(mostWords, redact) });
  } finally {
    clearTimeout(timer);
    broken.promise.catch(() => undefined);
    connection.close();
  }
}

/** What was done is done, however the server takes leave. */
async function leaving(connection: SMTPConnection): Promise<void> {
  const left = once(connection, 'end', { signal: AbortSignal.timeout(1000) }).catch(() => undefined);
  connection.quit();
  await left;
}

function optionsOf({ host, port, tls, ca }: MailServer, timeoutMs: number): SMTPConnection['options'] {
  // The time of the whole is the one that ends it: of two that are over at once now one would say it, now the other.
  const late = timeoutMs + 10_000;
  return {
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    name: 'localhost',
    tls: { minVersion: 'TLSv1.2', ...(ca === undefined ? {} : { ca }) },
    connectionTimeout: late,
    greetingTimeout: late,
    socketTimeout: late,
    dnsTimeout: late,
    socketCloseTimeout: 0,
    maxResponseSize: 64 * 1024,
  };
}

async function connecting(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => (error === null || error === undefined ? resolve() : reject(error)));
  });
}

async function loggingIn(connection: SMTPConnection, { user, password }: MailLogin): Promise<void> {
  return new Promise((resolve, reject) => {
    const credentials = { user, pass: password.reveal() };
    connection.login({ user, credentials }, (error) => (error === null ? resolve() : reject(error)));
  });
}
