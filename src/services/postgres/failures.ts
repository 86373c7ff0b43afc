import { isIPv6 } from 'node:net';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import { shownAddress, type DatabaseAddress } from './address.ts';

/** What went wrong with a database, in words. */
export class PostgresFailure extends Failure {
  /** Five letters and digits, when the server itself said it. */
  readonly sqlState: string | undefined;

  constructor(data: FailureData, sqlState?: string) {
    super(data, data.code === 'postgres.sql' ? exitCodes.failed : exitCodes.missing);
    this.sqlState = sqlState;
  }
}

/** Whether nobody could be asked: of the database itself it says nothing. */
export function isUnreachable(error: unknown): error is PostgresFailure {
  return error instanceof PostgresFailure && error.data.code !== 'postgres.sql';
}

/** Of an error as pg, Node's net and tls, or the server give it. What it does not know stays what it is. */
export function postgresFailure(error: unknown, address: DatabaseAddress): unknown {
  const cause = firstOf(error);
  if (!(cause instanceof Error)) return error;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  const found = reasons.find((reason) => reason.fits(code, cause));
  if (found === undefined) return error;
  const what = found.what(shownAddress(address), address);
  const why = cause.message.trim() === '' ? code : cause.message.trim();
  return new PostgresFailure(
    { code: found.code, what, why, fix: found.fix(address) },
    isSqlState(code) ? code : undefined,
  );
}

interface Reason {
  readonly code: string;
  fits(code: string, error: Error): boolean;
  what(place: string, address: DatabaseAddress): string;
  fix(address: DatabaseAddress): string;
}

const untrusted = new Set([
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);
const noWay = new Set(['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL']);
const noAnswer = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', ...noWay]);
/** Full, starting up, shutting down, cut off by the administrator. */
const notNow = new Set(['53300', '57P01', '57P02', '57P03', '08001', '08004', '08006']);

const poolerHint =
  'a direct host of Supabase has IPv6 addresses alone: take the host, the port and the user of the session pooler, ' +
  'which the dashboard shows under Connect';

/** The first that fits says it. */
const reasons: readonly Reason[] = [
  {
    code: 'postgres.ipv6-only',
    fits: (code, error) => noWay.has(code) && 'address' in error && isIPv6(String(error.address)),
    what: (place) => `${place} has only IPv6 addresses, and this machine has no IPv6`,
    fix: () => `Run it where there is IPv6, or give a host with an IPv4 address; ${poolerHint}.`,
  },
  {
    code: 'postgres.tls-refused',
    fits: (_, { message }) => /server does not support SSL|error establishing an SSL connection/i.test(message),
    what: (place) => `${place} does not talk TLS`,
    fix: () => 'Switch TLS on at the server; or, where the way to it is your own, put ?sslmode=disable into the URL.',
  },
  {
    code: 'postgres.tls-untrusted',
    fits: (code) => untrusted.has(code),
    what: (place) => `The certificate of ${place} is not trusted`,
    fix: () => 'Name its certificate authority in the URL, ?sslmode=verify-full&sslrootcert=FILE, and check the host.',
  },
  {
    code: 'postgres.tls-required',
    fits: (code, { message }) => code === '28000' && /no encryption|SSL off/.test(message),
    what: (place) => `${place} takes no connection without TLS`,
    fix: () => 'Put ?sslmode=require into the URL.',
  },
  {
    code: 'postgres.wrong-password',
    fits: (code, { message }) => code === '28P01' || code === '28000' || /Tenant or user not found/.test(message),
    what: (place, { user }) => `${place} does not let ${user} in`,
    fix: ({ user }) => `Check the user ${user} in the URL, and the secret that its password is read from.`,
  },
  {
    code: 'postgres.no-database',
    fits: (code) => code === '3D000',
    what: (place) => `There is no database ${place}`,
    fix: () => 'Check the last part of the URL.',
  },
  {
    code: 'postgres.no-connection',
    fits: (code, error) => noAnswer.has(code) || notNow.has(code) || isBreak(error),
    what: (place) => `The database ${place} cannot be reached`,
    fix: ({ host }) =>
      `See that it runs and that this machine may reach it, then try again${isDirect(host) ? `; ${poolerHint}` : ''}.`,
  },
  {
    code: 'postgres.sql',
    fits: (code) => isSqlState(code),
    what: (place) => `The database ${place} refused a statement`,
    fix: () => 'See what it says; when a privilege is missing, grant it to the user of the URL.',
  },
];

/** As pg says that a connection was lost, or took too long. */
function isBreak({ message }: Error): boolean {
  return /connection terminated|timeout expired|query read timeout|timeout exceeded|not queryable/i.test(message);
}

function isDirect(host: string): boolean {
  return /^db\.[a-z0-9]+\.supabase\.co$/.test(host);
}

function isSqlState(code: string): boolean {
  return /^[0-9A-Z]{5}$/.test(code) && /\d/.test(code);
}

/** Where several addresses were tried, the first one's error. */
function firstOf(error: unknown): unknown {
  return error instanceof AggregateError ? error.errors[0] : error;
}
