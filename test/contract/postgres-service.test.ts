import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Failure } from '../../src/core/failure.ts';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { postgres } from '../../src/emulators/postgres/emulator.ts';
import { openDatabase, type DatabaseOptions } from '../../src/services/postgres/client.ts';
import { env, start, stops } from './postgres-client.ts';

async function open(running: RunningEmulator, query = '', password?: string, options: DatabaseOptions = {}) {
  const login = {
    url: `${env(running, 'DATABASE_URL')}${query}`,
    password: new Secret('PASSWORD', password ?? env(running, 'PGPASSWORD')),
  };
  const database = await openDatabase(login, { timeoutMs: 2000, ...options });
  stops.push(async () => database.close());
  return database;
}

async function failure(trying: Promise<unknown>): Promise<Failure> {
  const error: unknown = await trying.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error instanceof Failure) return error;
  throw new Error('there was no Failure', { cause: error });
}

test('statements go over one connection, or each over one of its own', async () => {
  const running = await start();
  const kept = await open(running);
  const fresh = await open(running, '', undefined, { statementsPerConnection: 1 });
  const logins = () => running.log.calls.filter(({ method }) => method === 'LOGIN').length;
  for (const n of [1, 2, 3]) expect(await kept.query('select $1::int as n', [n])).toEqual([{ n }]);
  expect(logins()).toBe(1);
  for (const n of [1, 2, 3]) expect(await fresh.query('select $1::int as n', [n])).toEqual([{ n }]);
  expect(logins()).toBe(4);
});

test('what cannot be done is said in words, without the password', async () => {
  const running = await start();
  const secret = env(running, 'PGPASSWORD');
  const database = await open(running);
  const [good, sql, guess, tls] = [
    await database.query('select 1'),
    await failure(database.query('select * from nowhere')),
    await failure((await open(running, '', 'guess')).query('select 1')),
    await failure((await open(running, '?sslmode=require')).query('select 1')),
  ];
  expect(good).toHaveLength(1);
  expect(sql).toMatchObject({ data: { code: 'postgres.sql' }, sqlState: '42P01', exitCode: 1 });
  expect(guess).toMatchObject({ data: { code: 'postgres.wrong-password' }, exitCode: 3 });
  expect(guess.data.what).toContain('does not let postgres in');
  expect(tls).toMatchObject({ data: { code: 'postgres.tls-refused' } });
  running.faults.arm(namedFault('too-many-connections', postgres.catalogue));
  expect((await failure((await open(running)).query('select 1'))).data.code).toBe('postgres.no-connection');
  await running.state.vanish();
  const gone = await failure(database.query('select 1'));
  expect(gone.data).toMatchObject({ code: 'postgres.no-connection' });
  expect(JSON.stringify([sql, guess, tls, gone])).not.toContain(secret);
});

test('a connection that was lost in between is replaced', async () => {
  const running = await start();
  const database = await open(running);
  await database.query('select 1');
  await running.state.vanish();
  await running.state.comeBack();
  await setTimeout(50);
  expect(await database.query('select 2 as two')).toEqual([{ two: 2 }]);
});

test('a server that does not answer is given up', async () => {
  const running = await start();
  running.faults.arm({ when: { method: 'SELECT' }, trouble: { kind: 'delay', ms: 60_000 } });
  const database = await open(running, '', undefined, { timeoutMs: 200 });
  expect((await failure(database.query('select 1'))).data.code).toBe('postgres.no-connection');
});

test('TLS is verified where it is asked for', async () => {
  const running = await start({ tls: 'offered' });
  const folder = mkdtempSync(join(tmpdir(), 'prestage-tls-'));
  stops.push(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'ca.pem'), env(running, 'PGSSLROOTCERT_PEM'));
  const known = await open(running, '?sslmode=verify-full&sslrootcert=ca.pem', undefined, { root: folder });
  expect(await known.query('select 1 as one')).toEqual([{ one: 1 }]);
  expect(await (await open(running, '?sslmode=require')).query('select 1 as one')).toEqual([{ one: 1 }]);
  const unknown = await failure((await open(running, '?sslmode=verify-full')).query('select 1'));
  expect(unknown.data.code).toBe('postgres.tls-untrusted');
});
