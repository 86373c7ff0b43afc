import type { NamedFault, Trouble } from '../kit/fault/fault.ts';

/** The unhappy days of a mail server, each as clients meet it. */
export const smtpFaults: readonly NamedFault[] = [
  on(
    'CONNECT',
    'service-busy',
    'Turned away at the door: 421 instead of a banner',
    reply(421, '4.3.2 Too busy, try again'),
  ),
  on(
    'CONNECT',
    'turned-away',
    'This machine is on a list of those who are not let in: 554 instead of a banner',
    reply(554, '5.7.1 Service refused'),
  ),
  on('CONNECT', 'slow-banner', 'The banner takes five seconds', { kind: 'delay', ms: 5000 }),
  on('EHLO', 'babble', 'Answers the greeting with something that is not SMTP', { kind: 'malformed' }),
  on(
    'EHLO',
    'no-starttls',
    'EHLO is refused (502), as by a server of old: neither STARTTLS nor a login is offered',
    reply(502, '5.5.1 Command not implemented'),
  ),
  on('STARTTLS', 'tls-refused', 'STARTTLS is offered, and then refused: 454', reply(454, '4.7.0 TLS not available')),
  on('STARTTLS', 'tls-cut', 'The connection is lost where TLS would begin', { kind: 'drop' }),
  on('AUTH', 'auth-refused', 'The credentials are not accepted: 535', reply(535, '5.7.8 Credentials invalid')),
  on('AUTH', 'login-slow', 'The answer to the login takes a minute', { kind: 'delay', ms: 60_000 }),
  {
    name: 'greylisted',
    summary: 'The first recipient is put off (451) and taken at the next attempt',
    fault: { when: { method: 'RCPT' }, times: { count: 1 }, trouble: reply(451, '4.7.1 Greylisted, try again later') },
  },
  on('RCPT', 'mailbox-unknown', 'No recipient exists: 550', reply(550, '5.1.1 No such mailbox')),
  on('DATA', 'data-cut', 'The connection is lost before the message', { kind: 'drop' }),
  on('MESSAGE', 'message-slow', 'The message is taken after a minute', { kind: 'delay', ms: 60_000 }),
  on('MESSAGE', 'message-too-big', 'The message is read and refused: 552', reply(552, '5.3.4 Message too big')),
  on('MESSAGE', 'reply-lost', 'The message is accepted, and the connection is lost before the reply', {
    kind: 'drop',
    acts: true,
  }),
  on('MESSAGE', 'kept-yet-failed', 'The message is accepted, and the reply says that it was not: 451', {
    ...reply(451, '4.3.0 Local error in processing'),
    acts: true,
  }),
];

function on(method: string, name: string, summary: string, trouble: Trouble): NamedFault {
  return { name, summary, fault: { when: { method }, trouble } };
}

function reply(status: number, body: string) {
  return { kind: 'status', status, body } as const;
}
