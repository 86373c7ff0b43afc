import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { databasePush } from '../../../src/actions/database/push.ts';
import { plan } from '../../../src/actions/testing/workspace.ts';
import { Secret } from '../../../src/core/secret.ts';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import { openSession, type Session } from '../../../src/services/postgres/session.ts';
import { openSupabase } from '../../../src/services/supabase/client.ts';
import { hasPostgres } from '../postgres-client.ts';
import { codesOf, openPlace, refusalOf, type PushPlace } from './push.ts';
import { stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

const one = { '20250101000000_one.sql': 'create table one (id int);\ninsert into one values (1), (1);\n' };
const quick = { shadow: 'false' };

/** Another's session, in a transaction that holds the table. */
async function holdTable({ staging }: PushPlace, table: string): Promise<Session> {
  const other = await openSession(staging.login);
  stops.push(async () => other.close());
  await other.query(`begin; lock table ${table} in access share mode`);
  return other;
}

/** These need several connections at once, which PGlite does not have. */
describe.skipIf(!hasPostgres)('needs postgres: a push that others meet', () => {
  test('a lock that hangs: the CLI is ended in time, and so is what waits at the server', async () => {
    const place = await openPlace(one);
    await place.push(quick);
    const other = await holdTable(place, 'one');
    await place.put({
      '20250102000000_two.sql': 'create table two (id int);',
      '20250103000000_three.sql': 'create table three (id int);\nalter table one add more text;\n',
    });
    const outcome = await place.push({ ...quick, seconds: '4', wait: '5' });
    expect(outcome.verdict).toBe('failed');
    expect(outcome.reason).toMatch(
      /^1 of 2 files are applied; 20250103000000_three\.sql failed it took longer .* nothing/,
    );
    await other.query('commit');
    await setTimeout(500);
    expect(await place.tables()).toEqual(['one', 'two']);
    expect(await place.history()).toEqual(['20250101000000', '20250102000000']);
  });

  test('what is at work at the server when the CLI is ended is waited for, and its end is the truth', async () => {
    const place = await openPlace({ '20250101000000_one.sql': 'create table one (id int);\nselect pg_sleep(6);\n' });
    const outcome = await place.push({ ...quick, seconds: '3', wait: '30' });
    expect(outcome).toMatchObject({ verdict: 'verified' });
    expect(outcome.reason).toMatch(/it took longer than it was given, and was ended; history has every file/);
    expect(await place.history()).toEqual(['20250101000000']);
  });

  test('what is at work for longer than that is unknown, with its process and how to end it', async () => {
    const place = await openPlace({ '20250101000000_one.sql': 'create table one (id int);\nselect pg_sleep(60);\n' });
    const outcome = await place.push({ ...quick, seconds: '3', wait: '1' });
    expect(outcome.verdict).toBe('unknown');
    expect(outcome.reason).toMatch(
      /^0 of 1 files are applied; process \d+ of the server is at work .*pg_terminate_backend/,
    );
    await place.session.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where query ~ 'pg_sleep' and pid <> pg_backend_pid()`,
    );
  });

  test('two pushes at once: one is refused or told that history has it; nothing is lost', async () => {
    const place = await openPlace({ '20250101000000_one.sql': 'create table one (id int);\nselect pg_sleep(2);\n' });
    const bare = (await openSupabase(place.workspace.exec)).push(place.staging.login);
    const outcome = await place.push(quick).catch(async (error: unknown) => refusalOf(Promise.reject(error)));
    const theirs = await bare;
    expect(await place.history()).toEqual(['20250101000000']);
    expect(await place.tables()).toEqual(['one']);
    // Whoever came second was told so by an error, and it is we who then know better.
    const ours = 'verdict' in outcome ? outcome.verdict : outcome.code;
    expect(['verified', 'database.changed-since-plan']).toContain(ours);
    expect([ours, theirs.error?.code ?? 'verified']).toContain('verified');
  });

  test('somebody else has pushed since the plan: nothing is applied', async () => {
    const place = await openPlace(one);
    const context = place.workspace.context({ environment: 'staging' });
    const planned = await plan(databasePush, context, quick);
    await (await openSupabase(place.workspace.exec)).push(place.staging.login);
    if (databasePush.effects === 'none') throw new Error('it has effects');
    const applying = databasePush.apply(context, databasePush.input.parse(quick), planned);
    expect(await refusalOf(applying)).toMatchObject({
      code: 'database.changed-since-plan',
      why: 'somebody else has pushed meanwhile; nothing was applied',
    });
  });

  test('a file that was changed since the plan is not applied', async () => {
    const place = await openPlace(one);
    const context = place.workspace.context({ environment: 'staging' });
    const planned = await plan(databasePush, context, quick);
    await place.put({ '20250101000000_one.sql': 'drop schema public cascade;' });
    if (databasePush.effects === 'none') throw new Error('it has effects');
    const applying = databasePush.apply(context, databasePush.input.parse(quick), planned);
    expect((await refusalOf(applying)).why).toBe('20250101000000_one.sql is not what it was; nothing was applied');
    expect(await place.tables()).toEqual([]);
  });

  test('an index that could not be made concurrently is named, with the way out', async () => {
    const place = await openPlace(one);
    await place.push(quick);
    await place.put({ '20250102000000_two.sql': 'create unique index concurrently one_id on one (id);' });
    const outcome = await place.push(quick);
    expect(outcome.verdict).toBe('failed');
    expect(outcome.reason).toMatch(
      /two\.sql failed at statement 1 .*duplicated.*; the index one_id was left invalid: `drop index concurrently one_id;`, then push again$/,
    );
  });

  test('what is left of a file that is no transaction is said', async () => {
    const place = await openPlace(one);
    await place.push(quick);
    await place.put({
      '20250102000000_two.sql': 'create table two (id int);\ncommit;\nalter table one add unique (id);\n',
    });
    const outcome = await place.push({ accept: ['not-atomic'], ...quick });
    expect(outcome.reason).toMatch(
      /two\.sql failed at statement 3 .*; what ran of it before that is there, and is not recorded/,
    );
    expect(await place.tables()).toEqual(['one', 'two']);
    expect(await place.history()).toEqual(['20250101000000']);
  });

  test('a host that has only IPv6 addresses: the way out is the pooler', async () => {
    const place = await openPlace(one);
    const refusal = await refusalOf(planOf(place, { ...place.staging.login, url: 'postgres://a@[2001:db8::1]/a' }));
    // A machine that has IPv6 gets no answer from there.
    expect(`${refusal.code} ${refusal.fix}`).toMatch(/^postgres\.(?:ipv6-only .*pooler|no-connection )/);
  });

  test('missing rights are found before anything is tried', async () => {
    const place = await openPlace(one);
    const admin = await openSession(place.staging.admin);
    stops.push(async () => admin.close());
    await admin.query(`create role weak login password 'weak'; revoke create on database postgres from public`);
    const login = {
      url: place.staging.login.url.replace('//postgres@', '//weak@'),
      password: new Secret('w', 'weak-weak'),
    };
    await admin.query(`alter role weak password 'weak-weak'`);
    expect(codesOf(await refusalOf(planOf(place, login)))).toEqual(['database.missing-rights']);
  });

  test('rights that only one statement lacks fail its file, and no other', async () => {
    const place = await openPlace({
      '20250101000000_one.sql': 'create table one (id int);',
      '20250102000000_two.sql': 'alter table theirs add more text;',
    });
    const admin = await openSession(place.staging.admin);
    stops.push(async () => admin.close());
    await admin.query('create table public.theirs (id int)');
    const outcome = await place.push({ ...quick, accept: ['no-history'] });
    expect(outcome.reason).toMatch(
      /^1 of 2 files are applied; .*two\.sql failed at statement 1 .*must be owner of table theirs/,
    );
    expect(await place.history()).toEqual(['20250101000000']);
  });

  test.each([
    [
      'a wrong password',
      'postgres.wrong-password',
      (login: DatabaseLogin) => ({ ...login, password: new Secret('p', 'not this one') }),
    ],
    [
      'TLS that is refused',
      'postgres.tls-refused',
      (login: DatabaseLogin) => ({ ...login, url: `${login.url}?sslmode=require` }),
    ],
    [
      'no connection',
      'postgres.no-connection',
      (login: DatabaseLogin) => ({ ...login, url: login.url.replace(/:\d+\//, ':1/') }),
    ],
  ] as const)('%s', async (_, code, spoil) => {
    const place = await openPlace(one);
    expect((await refusalOf(planOf(place, spoil(place.staging.login)))).code).toBe(code);
    expect(await place.tables()).toEqual([]);
  });
});

async function planOf({ workspace }: PushPlace, login: DatabaseLogin): Promise<unknown> {
  return plan(databasePush, workspace.context({ database: async () => login }), quick);
}
