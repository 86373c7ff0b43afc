import { Failure } from '../../core/failure.ts';
import type { Place } from '../../core/place.ts';

/** A mail server as it is dialled. */
export interface MailServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte on (465), or asked for by STARTTLS (587). Without TLS nobody logs in. */
  readonly tls: 'implicit' | 'starttls';
  /** PEM. */
  readonly ca?: string;
  /** As the config names it: where a stand-in is dialled, people are told of that all the same. */
  readonly known?: string;
}

/** `smtp://host:587` is STARTTLS, always; `smtps://host:465` is TLS from the start. Throws Failure `smtp.bad-url`. */
export function readServer({ url, ca }: Place, configured = url): MailServer {
  const server = serverIn(url);
  const known = shownServer(serverIn(configured));
  return { ...server, known, ...(ca === undefined ? {} : { ca }) };
}

function serverIn(url: string): MailServer {
  const read = URL.parse(url);
  const isOurs = read?.protocol === 'smtp:' || read?.protocol === 'smtps:';
  if (read === null || !isOurs || read.hostname === '' || read.username !== '' || read.password !== '')
    throw new Failure({
      code: 'smtp.bad-url',
      what: 'The address of the mail server cannot be used',
      why: 'it is no smtp:// or smtps:// URL with a host and without a login',
      fix: "Write `smtp: 'smtp://smtp.example.com:587'`, and the login beside it.",
      file: 'prestage.config.ts',
    });
  const implicit = read.protocol === 'smtps:';
  const port = read.port === '' ? (implicit ? 465 : 587) : Number(read.port);
  const host = read.hostname.replace(/^\[(.*)\]$/u, '$1');
  return { host, port, tls: implicit ? 'implicit' : 'starttls' };
}

export function shownServer({ host, port, known }: MailServer): string {
  return known ?? `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
