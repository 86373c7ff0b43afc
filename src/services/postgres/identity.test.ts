import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { databaseIdentity } from './identity.ts';

const project = 'qkzvmtrbylhwsnxadjop';
const other = 'hxwfdpcnygmutzrvkeqb';
const pooler = 'aws-0-us-east-1.pooler.supabase.com';

describe('the identity of a database', () => {
  it.each([
    [`postgres.${project}@${pooler}:5432/postgres`, `postgres.${project}@${pooler}:6543/postgres`],
    [`postgres.${project}@${pooler}:5432/postgres`, `postgres@db.${project}.supabase.co/postgres`],
    [`postgres.${project}@${pooler}/postgres`, `seeder.${project}@AWS-1-eu-west-1.pooler.supabase.com./postgres`],
    [`postgres@db.${project}.supabase.co:6543/postgres`, `postgres.${project}@192.0.2.7:5432/postgres`],
    ['me@localhost/x', 'you@127.0.0.1:5432/x'],
    ['me@localhost:5433/x', 'me@[::1]:5433/x'],
    ['me@127.0.1.1/x', 'me@[::ffff:127.0.0.1]/x'],
    ['me@db.example.com/x', 'you@DB.example.com.:5432/x?sslmode=disable'],
  ])('%s is %s', (one, same) => {
    expect(databaseIdentity(`postgres://${one}`)).toBe(databaseIdentity(`postgresql://${same}`));
  });

  it.each([
    [`postgres.${project}@${pooler}:5432/postgres`, `postgres.${other}@${pooler}:5432/postgres`],
    [`postgres@db.${project}.supabase.co/postgres`, `postgres@db.${other}.supabase.co/postgres`],
    ['postgres.one@pooler.example.com/postgres', 'postgres.two@pooler.example.com/postgres'],
    ['postgres.one@a.example.com/postgres', 'postgres.one@b.example.com/postgres'],
    ['me@db.example.com/x', 'me@db.example.com/y'],
    ['me@db.example.com/x', 'me@db.example.com:5433/x'],
    ['me@a.example.com/x', 'me@b.example.com/x'],
  ])('%s is not %s', (one, another) => {
    expect(databaseIdentity(`postgres://${one}`)).not.toBe(databaseIdentity(`postgres://${another}`));
  });

  it('of a server without projects it is the same for everybody who logs in', () => {
    const user = fc.stringMatching(/^[a-z_]{1,12}$/);
    fc.assert(
      fc.property(user, user, fc.integer({ min: 1, max: 65535 }), (one, another, port) => {
        const identity = (name: string) => databaseIdentity(`postgres://${name}@db.example.com:${port}/app`);
        expect(identity(one)).toBe(identity(another));
      }),
    );
  });
});
