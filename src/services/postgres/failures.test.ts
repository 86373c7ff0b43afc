import { expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { readDatabaseUrl } from './address.ts';
import { isUnreachable, postgresFailure } from './failures.ts';

const address = readDatabaseUrl('postgres://me@db.abcdefgh.supabase.co/postgres');

function said(message: string, more: object): unknown {
  return postgresFailure(Object.assign(new Error(message), more), address);
}

it('a host with IPv6 alone is named as such, and the pooler is the way out', () => {
  const failure = said('connect ENETUNREACH 2001:db8::1:5432', { code: 'ENETUNREACH', address: '2001:db8::1' });
  expect(failure).toMatchObject({ data: { code: 'postgres.ipv6-only' } });
  expect(failure instanceof Failure && failure.data.fix).toMatch(/pooler/);
});

it('of several addresses the first one counts', () => {
  const first = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
  const failure = postgresFailure(new AggregateError([first, new Error('x')], ''), address);
  expect(failure).toMatchObject({ data: { code: 'postgres.no-connection', why: 'connect ECONNREFUSED ::1:5432' } });
});

it.each([
  ['getaddrinfo ENOTFOUND', { code: 'ENOTFOUND' }, 'postgres.no-connection'],
  ['no pg_hba.conf entry for host "1.2.3.4", user "me", no encryption', { code: '28000' }, 'postgres.tls-required'],
  ['Tenant or user not found', { code: 'XX000' }, 'postgres.wrong-password'],
  ['Connection terminated due to connection timeout', {}, 'postgres.no-connection'],
])('%s: %s', (message, more, code) => {
  const failure = said(message, more);
  expect(failure).toMatchObject({ data: { code } });
  expect(isUnreachable(failure)).toBe(true);
});

it('what the server itself says of a statement is no matter of reaching it', () => {
  const failure = said('permission denied for schema prestage', { code: '42501' });
  expect(failure).toMatchObject({ data: { code: 'postgres.sql' }, sqlState: '42501' });
  expect(isUnreachable(failure)).toBe(false);
});

it('what it does not know stays what it is', () => {
  const bug = new TypeError('x is not a function');
  expect(postgresFailure(bug, address)).toBe(bug);
  const epipe = Object.assign(new Error('x'), { code: 'EIO' });
  expect(postgresFailure(epipe, address)).toBe(epipe);
});
