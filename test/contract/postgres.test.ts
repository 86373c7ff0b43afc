import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { namedFault } from '../../src/emulators/kit/fault/read-fault.ts';
import { postgres } from '../../src/emulators/postgres/emulator.ts';
import { client, engines, env, hasPostgres, isMissing, refusal, start, stops } from './postgres-client.ts';

describe.each(engines)('$title', ({ engine }) => {
  beforeEach(({ skip }) => skip(isMissing(engine)));

  test('speaks to a client that has the generated password, and to no other', async () => {
    const running = await start({ engine });
    const good = await client(running);
    expect((await good.query('select $1::int + 1 as sum', [41])).rows).toEqual([{ sum: 42 }]);
    expect(running.state).toMatchObject({ engine, running: true });
    expect(await refusal(client(running, { password: 'guess' }))).toMatchObject({ code: '28P01' });
    expect(await refusal(client(running, { user: 'stranger' }))).toMatchObject({ code: '28P01' });
    expect(await refusal(client(running, { database: 'other' }))).toMatchObject({ code: '3D000' });
    expect(
      running.log.calls.filter(({ method }) => method === 'LOGIN').map(({ path, status }) => [path, status]),
    ).toEqual([
      ['postgres@postgres', 200],
      ['postgres@postgres', 400],
      ['stranger@postgres', 400],
      ['postgres@other', 400],
    ]);
    const shown = JSON.stringify([running.log.calls, running.state, running.urls]);
    expect(shown).not.toContain(env(running, 'PGPASSWORD'));
  });

  test('starts the same whatever our own environment says of another Postgres', async () => {
    const other = {
      PGHOST: 'db.example.test',
      PGPORT: '6543',
      PGUSER: 'someone',
      PGDATABASE: 'x',
      PGSSLMODE: 'require',
    };
    for (const [name, value] of Object.entries(other)) vi.stubEnv(name, value);
    try {
      const running = await start({ engine });
      vi.unstubAllEnvs();
      expect((await (await client(running)).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('keeps transactions apart, and forgets one that is broken off', async () => {
    const running = await start({ engine });
    const one = await client(running);
    const two = await client(running);
    await one.query('create table t (n int)');
    await one.query('begin');
    await one.query('insert into t values (1)');
    const counted = two.query('select count(*)::int as n from t');
    await setTimeout(50);
    await one.query('rollback');
    expect((await counted).rows).toEqual([{ n: 0 }]);
    for (const n of [1, 2, 3, 4])
      await Promise.all([one, two].map((who) => who.query('insert into t values ($1)', [n])));
    const cut = await client(running);
    await cut.query('begin');
    await cut.query('delete from t');
    await cut.end();
    expect((await two.query('select count(*)::int as n from t')).rows).toEqual([{ n: 8 }]);
  });

  test('vanishes, so that connections are refused, and comes back with its data', async () => {
    const running = await start({ engine });
    const before = await client(running);
    await before.query('create table kept ()');
    const cut = new Promise((resolve) => before.once('error', resolve));
    expect((await fetch(running.urls['server'] ?? '', { method: 'POST', body: '{"running":false}' })).status).toBe(200);
    await cut;
    expect(await refusal(client(running))).toMatchObject({ code: 'ECONNREFUSED' });
    await running.state.comeBack();
    const after = await client(running);
    expect((await after.query('select * from kept')).rowCount).toBe(0);
  });

  test('fails on demand as a server does', async () => {
    const running = await start({ engine });
    const faulty = async (name: string) => {
      running.faults.clear();
      running.faults.arm(namedFault(name, postgres.catalogue));
      return client(running);
    };
    expect(await refusal(faulty('hung-up'))).toMatchObject({ code: 'ECONNRESET' });
    expect(await refusal(faulty('too-many-connections'))).toMatchObject({ code: '53300' });
    expect(await refusal(faulty('starting-up'))).toMatchObject({ code: '57P03' });
    expect(await refusal(faulty('wrong-password'))).toMatchObject({ code: '28P01' });

    const third = await faulty('cut-at-third-statement');
    await third.query('create table t (n int)');
    await third.query('insert into t values ($1)', [1]);
    expect((await refusal(third.query('insert into t values ($1)', [2]))).message).toMatch(/terminated|ECONNRESET/);

    const unheard = await faulty('commit-unheard');
    await unheard.query('begin');
    await unheard.query('insert into t values (3)');
    expect((await refusal(unheard.query('commit'))).message).toMatch(/terminated|ECONNRESET/);

    const full = await faulty('disk-full');
    await full.query('begin');
    expect(await refusal(full.query('insert into t values ($1)', [4]))).toMatchObject({ code: '53100' });
    expect(await refusal(full.query('select 1'))).toMatchObject({ code: '25P02' });
    await full.query('rollback');
    expect((await full.query('select n from t order by n')).rows).toEqual([{ n: 1 }, { n: 3 }]);
  });

  test('takes rows by COPY', async () => {
    const running = await start({ engine });
    const connection = await client(running);
    await connection.query('create table t (n int)');
    await copy(connection, 'copy t from stdin', ['1\n', '2\n3\n']);
    expect((await connection.query('select sum(n)::int as sum from t')).rows).toEqual([{ sum: 6 }]);
    expect(await refusal(copy(connection, 'copy nowhere from stdin', ['1\n']))).toMatchObject({ code: '42P01' });
    expect((await connection.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  });

  test('offers TLS when it is told to, and says no when not', async () => {
    const secure = await start({ engine, tls: 'offered' });
    const trusting = await client(secure, { ssl: { ca: env(secure, 'PGSSLROOTCERT_PEM') } });
    expect((await trusting.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(await refusal(client(secure, { ssl: true }))).toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const plain = await start({ engine });
    expect((await refusal(client(plain, { ssl: true }))).message).toMatch(/does not support SSL/);
  });
});

/** As much as pg has of COPY. */
interface CopyWire {
  query(sql: string): void;
  sendCopyFromChunk(rows: Buffer): void;
  endCopyFrom(): void;
}

async function copy(connection: pg.Client, sql: string, rows: readonly string[]): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const submittable = {
      submit: (wire: CopyWire) => wire.query(sql),
      handleCopyInResponse(wire: CopyWire) {
        for (const row of rows) wire.sendCopyFromChunk(Buffer.from(row));
        wire.endCopyFrom();
      },
      handleCommandComplete: () => undefined,
      handleError: reject,
      handleReadyForQuery: resolve,
    };
    connection.query(submittable as unknown as pg.Submittable);
  });
}

test('PGlite refuses a COPY that it would die of, and lives on', async () => {
  const running = await start({ engine: 'pglite' });
  const connection = await client(running);
  expect(await refusal(connection.query('create table t (n int); copy t from stdin'))).toMatchObject({ code: '0A000' });
  expect((await (await client(running)).query('select 1 as one')).rows).toEqual([{ one: 1 }]);
});

async function dataFolder(running: RunningEmulator): Promise<string> {
  const { rows } = await (await client(running)).query<{ data_directory: string }>('show data_directory');
  return rows[0]?.data_directory ?? '';
}

test.skipIf(!hasPostgres)('needs postgres: it leaves nothing, and each start has its own password', async () => {
  const both = await Promise.all([start({ engine: 'native' }), start({ engine: 'native' })]);
  const [one, two] = both.map((running) => env(running, 'PGPASSWORD'));
  expect(one).not.toBe(two);
  const folders = await Promise.all(both.map(dataFolder));
  expect(folders.map((folder) => existsSync(folder))).toEqual([true, true]);
  await Promise.all(both.map(async (running) => running.stop()));
  await both[0]?.stop();
  expect(folders.map((folder) => existsSync(dirname(folder)))).toEqual([false, false]);
});

test.skipIf(!hasPostgres)('needs postgres: when the process is killed, the server and its folder go too', async () => {
  const program = new URL('programs/start-postgres.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  stops.push(() => child.kill('SIGKILL'));
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  const { data, pid } = JSON.parse(chunk.toString()) as { data: string; pid: number };
  expect([existsSync(data), isAlive(pid)]).toEqual([true, true]);
  child.kill('SIGKILL');
  await vi.waitFor(() => expect([existsSync(dirname(data)), isAlive(pid)]).toEqual([false, false]), {
    timeout: 20_000,
  });
});

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
