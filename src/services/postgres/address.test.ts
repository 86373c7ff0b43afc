import { describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { readDatabaseUrl, shownAddress } from './address.ts';

function codeOf(url: string): string {
  try {
    readDatabaseUrl(url);
  } catch (error) {
    if (error instanceof Failure) return `${error.data.code} ${JSON.stringify(error)}`;
  }
  return 'none';
}

function shown(url: string): string {
  return shownAddress(readDatabaseUrl(`postgres://${url}`));
}

describe('the URL of a database', () => {
  it.each([
    ['postgres://me@127.0.0.1:5433/db', { host: '127.0.0.1', port: 5433, user: 'me', database: 'db', tls: 'off' }],
    ['postgresql://me@[::1]', { host: '::1', port: 5432, user: 'me', database: 'me', tls: 'off' }],
    [
      'postgres://postgres.ref@eu.pooler.example.com:6543/postgres?pgbouncer=true',
      { host: 'eu.pooler.example.com', port: 6543, user: 'postgres.ref', database: 'postgres', tls: 'encrypted' },
    ],
    [
      'postgres://a%40b@db.example.com/x?sslmode=verify-full&sslrootcert=certs/ca.pem',
      {
        host: 'db.example.com',
        port: 5432,
        user: 'a@b',
        database: 'x',
        tls: 'verified',
        rootCertificate: 'certs/ca.pem',
      },
    ],
    ['postgres://me@db.example.com/x?sslmode=disable', { tls: 'off' }],
  ])('%s', (url, expected) => {
    expect(readDatabaseUrl(url)).toMatchObject(expected);
  });

  it.each(['', 'db.example.com', 'mysql://a@b/c', 'postgres://db.example.com/x', 'postgres://a@b/c?sslmode=maybe'])(
    'is refused: %j',
    (url) => expect(codeOf(url)).toMatch(/^postgres\.url /),
  );

  it('has no password, and the refusal does not show it', () => {
    expect(codeOf('postgres://me:s3cret@db.example.com/x')).toMatch(/^postgres\.password-in-url (?!.*s3cret)/);
  });

  it('is shown without who uses it', () => {
    expect(shownAddress(readDatabaseUrl('postgres://me@[::1]:1/x'))).toBe('[::1]:1/x');
  });

  it('is shown with the project where the user alone says it', () => {
    const pooler = 'aws-0-us-east-1.pooler.supabase.com:5432/postgres';
    expect(shown(`postgres.qkzvmtrbylhwsnxadjop@${pooler}`)).toBe(`${pooler} (project qkzvmtrbylhwsnxadjop)`);
    expect(shown('postgres@db.qkzvmtrbylhwsnxadjop.supabase.co/x')).toBe('db.qkzvmtrbylhwsnxadjop.supabase.co:5432/x');
  });
});
