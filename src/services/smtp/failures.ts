import { exitCodes } from '../../core/exit-code.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Show } from '../../core/shown.ts';
import { shownServer, type MailServer } from './server.ts';

/** How far it had come. */
export type Stage = 'connect' | 'login' | 'message';

/** What went wrong with a mail server, in words. */
export class SmtpFailure extends Failure {
  /** The mail may have been taken although nobody said so: sent again, it may arrive twice. */
  readonly mayBeTaken: boolean;
  /** The server asks to be tried again later. */
  readonly isPassing: boolean;

  constructor(data: FailureData, { mayBeTaken = false, isPassing = false } = {}) {
    super(data, exitCodes.failed);
    this.mayBeTaken = mayBeTaken;
    this.isPassing = isPassing;
  }
}

interface Call {
  readonly server: MailServer;
  readonly stage: Stage;
  readonly timeoutMs: number;
  readonly user: string;
  /** How the server's words are shown. */
  readonly show: Show;
}

interface Told {
  readonly code: string;
  readonly responseCode: number;
  readonly command: string;
  readonly words: string;
  /** The words are the server's. */
  readonly isAnswer: boolean;
}

export function smtpFailure(error: unknown, call: Call): SmtpFailure {
  const told = toldIn(error, call.show);
  const reason = reasons.find(({ fits }) => fits(told, call)) ?? lost;
  const { code, what, fix } = reason;
  const shown = shownServer(call.server);
  const why = told.words.replaceAll(`${call.server.host}:${call.server.port}`, shown);
  return new SmtpFailure(
    { code, what: what(shown, call), why, fix: fix(call) },
    { mayBeTaken: mayBeTaken(told, call), isPassing: isPassing(told.responseCode) },
  );
}

/** 4xx: later, the same may be taken. */
export function isPassing(responseCode: number): boolean {
  return responseCode >= 400 && responseCode < 500;
}

/** Once the message itself has begun, only a plain refusal says that it was not taken. */
function mayBeTaken({ responseCode, command }: Told, { stage }: Call): boolean {
  return stage === 'message' && responseCode < 500 && command !== 'MAIL FROM' && command !== 'RCPT TO';
}

/** Every word of it may be the server's. */
function toldIn(error: unknown, show: Show): Told {
  const member = (name: string): unknown =>
    error instanceof Error && name in error ? (error as unknown as Record<string, unknown>)[name] : undefined;
  const text = (name: string): string => {
    const value = member(name);
    return typeof value === 'string' ? value : '';
  };
  const responseCode = member('responseCode');
  const words = text('response') === '' ? text('message') : text('response');
  return {
    code: error instanceof DOMException ? error.name : text('code'),
    responseCode: typeof responseCode === 'number' ? responseCode : 0,
    command: text('command'),
    isAnswer: text('response') !== '',
    words: show(words) || 'no reason was given',
  };
}

interface Reason {
  readonly code: string;
  readonly fits: (told: Told, call: Call) => boolean;
  readonly what: (server: string, call: Call) => string;
  readonly fix: (call: Call) => string;
}

const untrusted =
  /self-signed|unable to (?:verify|get (?:local )?issuer)|altname|certificate has expired|not yet valid/iu;

const lost: Reason = {
  code: 'smtp.lost',
  fits: () => true,
  what: (server, { stage }) =>
    stage === 'message'
      ? `The connection to ${server} was lost while the mail was on its way`
      : `The connection to ${server} was lost before anything was sent`,
  fix: ({ stage }) =>
    stage === 'message'
      ? 'Nobody said whether it was taken: see whether it has arrived, then ask who runs the server.'
      : 'Try again; then ask who runs the server.',
};

/** The first that fits says it. */
const reasons: readonly Reason[] = [
  {
    code: 'smtp.dns',
    fits: ({ code, words }) => code === 'EDNS' || /ENOTFOUND|EAI_AGAIN/u.test(words),
    what: (server) => `The mail server ${server} has no address`,
    fix: () => 'Check the host of `smtp` in prestage.config.ts, and that this machine can look names up.',
  },
  {
    code: 'smtp.tls-untrusted',
    fits: ({ words }) => untrusted.test(words),
    what: (server) => `The certificate of ${server} is not trusted: no login was sent`,
    fix: () => 'Check the host of `smtp`; the certificate must be of that name and by an authority that is known here.',
  },
  {
    code: 'smtp.no-tls',
    // A server that knows no EHLO (50x) offers nothing.
    fits: ({ code, responseCode }, { stage }) =>
      code === 'ETLS' || responseCode === 454 || (stage === 'connect' && /^50\d$/u.test(String(responseCode))),
    what: (server) => `${server} offers no TLS: no login was sent`,
    fix: () => 'Take a port with STARTTLS (587) or TLS from the start (`smtps://…:465`). Nothing is sent in the clear.',
  },
  {
    code: 'smtp.timeout',
    fits: ({ code }) => code === 'ETIMEDOUT' || code === 'TimeoutError',
    what: (server, { timeoutMs }) => `${server} did not answer in time (${timeoutMs / 1000} s)`,
    fix: ({ stage }) =>
      stage === 'connect'
        ? 'Check that this machine may reach that port (25 is often closed, 587 seldom), or raise `timeout`.'
        : `It was reached${stage === 'message' ? ', and the login works' : ''}: raise \`timeout\`, then ask who runs the server what it waits for.`,
  },
  {
    code: 'smtp.unreachable',
    fits: ({ words }) => /ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/u.test(words),
    what: (server) => `Nobody answers at ${server}`,
    fix: () => 'Check host and port of `smtp` in prestage.config.ts, and that this machine may reach them.',
  },
  {
    code: 'smtp.not-smtp',
    fits: ({ isAnswer, responseCode }) => isAnswer && responseCode === 0,
    what: (server) => `What answers at ${server} does not speak SMTP as it should`,
    fix: () => 'Check host and port of `smtp` in prestage.config.ts: something else seems to listen there.',
  },
  {
    code: 'smtp.login-refused',
    fits: ({ code, responseCode }) => code === 'EAUTH' || responseCode === 535,
    what: (server, { user }) => `${server} does not let ${user} in`,
    fix: () => 'Put a password that works into the vault; where the account has two factors it wants an app password.',
  },
  {
    code: 'smtp.busy',
    fits: ({ responseCode }, { stage }) => responseCode >= 400 && responseCode < 500 && stage !== 'message',
    what: (server) => `${server} is too busy to take mail now`,
    fix: () => 'Nothing was sent: try again in some minutes.',
  },
  {
    code: 'smtp.put-off',
    fits: ({ responseCode }) => responseCode >= 400 && responseCode < 500,
    what: (server) => `${server} puts the mail off`,
    fix: () => 'It asks to be tried again later: after some minutes the same mail is often taken.',
  },
  {
    code: 'smtp.turned-away',
    fits: ({ responseCode }, { stage }) => responseCode >= 500 && stage === 'connect',
    what: (server) => `${server} turns this machine away: no login was sent`,
    fix: () => 'Ask who runs the server: the address of this machine may be on a list of theirs.',
  },
  {
    code: 'smtp.refused',
    fits: ({ responseCode }) => responseCode >= 500,
    what: (server) => `${server} refuses the mail`,
    fix: () => 'Check `from` and `to` of the channel: the server says which it does not take.',
  },
];
