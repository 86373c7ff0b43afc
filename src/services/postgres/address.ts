import { isIPv4, isIPv6 } from 'node:net';
import { Failure } from '../../core/failure.ts';
import { projectOf } from './project.ts';

/** Where a database is and how it is talked to; all but the password. */
export interface DatabaseAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly database: string;
  /** `encrypted` takes any certificate, as libpq's `require` does; `verified` asks whose it is. */
  readonly tls: 'off' | 'encrypted' | 'verified';
  /** Path of the certificate authority's PEM file, for `verified`. */
  readonly rootCertificate?: string;
}

/**
 * Reads `postgres://user@host:5432/database?sslmode=require`. Without a `sslmode` a connection that leaves this machine
 * is encrypted. Throws a Failure: `postgres.url` or `postgres.password-in-url`.
 */
export function readDatabaseUrl(text: string): DatabaseAddress {
  const url = parse(text);
  if (url.password !== '') throw passwordInUrl();
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, '');
  const user = decodeURIComponent(url.username);
  const database = decodeURIComponent(url.pathname.slice(1)) || user;
  if (host === '' || user === '') throw unreadable(`it names no ${host === '' ? 'host' : 'user'}`);
  const rootCertificate = url.searchParams.get('sslrootcert') ?? undefined;
  return {
    host,
    port: url.port === '' ? 5432 : Number(url.port),
    user,
    database,
    tls: tlsOf(url.searchParams.get('sslmode'), host),
    ...(rootCertificate === undefined ? {} : { rootCertificate }),
  };
}

/** As people know it: `db.example.com:5432/postgres`, with the project where the host does not say it. Not what it is compared by. */
export function shownAddress(address: DatabaseAddress): string {
  const { host, port, database } = address;
  const project = projectOf(address);
  const named = project === undefined || host.includes(project) ? '' : ` (project ${project})`;
  return `${isIPv6(host) ? `[${host}]` : host}:${port}/${database}${named}`;
}

function parse(text: string): URL {
  // A hostname is kept as written only in a scheme that URL knows.
  const url = URL.parse(text.replace(/^postgres(ql)?:/, 'https:'));
  if (url === null || !/^postgres(ql)?:\/\//.test(text)) throw unreadable('it is no postgres:// URL');
  return url;
}

function tlsOf(sslmode: string | null, host: string): DatabaseAddress['tls'] {
  if (sslmode === 'disable') return 'off';
  if (sslmode === 'verify-full' || sslmode === 'verify-ca') return 'verified';
  if (sslmode === 'require') return 'encrypted';
  if (sslmode === null || sslmode === 'prefer' || sslmode === 'allow') return isOurs(host) ? 'off' : 'encrypted';
  throw unreadable(`sslmode is ${sslmode}`);
}

function isOurs(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function unreadable(why: string): Failure {
  return new Failure({
    code: 'postgres.url',
    what: 'The URL of the database cannot be used',
    why,
    fix: 'Write postgres://USER@HOST:PORT/DATABASE, with ?sslmode=disable, require or verify-full where it matters.',
  });
}

/** Nothing of the URL is shown: the password stands in it. */
function passwordInUrl(): Failure {
  return new Failure({
    code: 'postgres.password-in-url',
    what: 'The URL of the database has a password in it',
    why: 'URLs end up in configs, logs and command lines',
    fix: 'Take it out of the URL and name it as a secret beside it: `password`. Change it where it has been committed.',
  });
}
