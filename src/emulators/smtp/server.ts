import { timingSafeEqual } from 'node:crypto';
import type { Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions, type SMTPServerSession } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import type { Secret } from '../../core/secret.ts';
import type { Instruments } from '../kit/instruments.ts';
import type { Certificate } from '../kit/tls/certificate.ts';
import { FaultyConnection } from './connection.ts';
import type { Mailbox } from './mailbox/mailbox.ts';
import { receive } from './receive.ts';

interface SmtpParts {
  readonly instruments: Instruments;
  readonly mailbox: Mailbox;
  readonly user: string;
  readonly password: Secret;
  /** STARTTLS is not offered when absent. */
  readonly certificate?: Certificate;
  /** No login before STARTTLS. */
  readonly tlsRequired: boolean;
  /** The longest message that is taken, in bytes; announced by SIZE. */
  readonly sizeLimit: number;
}

/** An SMTP server that asks for a login, takes mail from it for anybody, and passes it on to nobody. */
export class FaultyServer extends SMTPServer {
  readonly #parts: SmtpParts;

  constructor(parts: SmtpParts) {
    super(optionsOf(parts));
    this.#parts = parts;
    // Clients break off, and TLS fails where they distrust the certificate: their business, and no reason to fall over.
    this.on('error', () => undefined);
  }

  override connect(socket: Socket, options?: SMTPConnectionOptions): void {
    const connection = new FaultyConnection(this.#parts.instruments, this, socket, options);
    this.connections.add(connection);
    connection.on('error', (error: Error) => this._onError(error));
    connection.init();
  }

  override onAuth(...[auth, , callback]: Parameters<SMTPServer['onAuth']>): void {
    const { user, password } = this.#parts;
    const known = same(auth.username ?? '', user) && same(auth.password ?? '', password.reveal());
    callback(null, known ? { user } : {});
  }

  override onData(...[stream, session, callback]: Parameters<SMTPServer['onData']>): void {
    const { instruments, mailbox } = this.#parts;
    const connection = this.#connectionOf(session);
    if (connection === undefined) return;
    receive(stream, connection, { clock: instruments.clock, mailbox, callback }).catch(() => undefined);
  }

  #connectionOf(session: SMTPServerSession): FaultyConnection | undefined {
    for (const connection of this.connections)
      if (connection.session === session && connection instanceof FaultyConnection) return connection;
    return undefined;
  }
}

function optionsOf({ certificate, tlsRequired, sizeLimit }: SmtpParts): SMTPServerOptions {
  return {
    name: 'localhost',
    banner: 'Prestage emulator',
    authMethods: ['PLAIN', 'LOGIN'],
    allowInsecureAuth: !tlsRequired,
    size: sizeLimit,
    ...(certificate ?? { disabledCommands: ['STARTTLS'] }),
    // Faults may delay an answer for longer than the minute after which it would give up.
    socketTimeout: 3_600_000,
    disableReverseLookup: true,
    logger: false,
  };
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
