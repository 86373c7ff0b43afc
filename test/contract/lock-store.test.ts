import { setTimeout } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { acquire } from '../../src/run/lock/acquire.ts';
import { takeLocks } from '../../src/run/lock/take-locks.ts';
import { LeaseStore } from '../../src/run/lock/store.ts';
import { openDatabase, type DatabaseOptions } from '../../src/services/postgres/client.ts';
import { client, engines, env, isMissing, start, stops } from './postgres-client.ts';

const loginOf = (running: RunningEmulator) => ({
  url: env(running, 'DATABASE_URL'),
  password: new Secret('PASSWORD', env(running, 'PGPASSWORD')),
});

async function open(running: RunningEmulator, options: DatabaseOptions = {}): Promise<LeaseStore> {
  const store = new LeaseStore(await openDatabase(loginOf(running), options));
  stops.push(() => store.close());
  return store;
}

const wanted = (run: string, leaseMs = 60_000) => ({
  environment: 'staging',
  owner: `${run}@test`,
  reason: 'a test',
  run,
  leaseMs,
});

describe.each(engines)('$title', ({ engine }) => {
  beforeEach(({ skip }) => skip(isMissing(engine)));

  test('of many who create the tables and take the lock at once, exactly one gets it', async () => {
    const running = await start({ engine });
    const stores = await Promise.all(
      Array.from({ length: 12 }, async (_, n) => open(running, n % 2 === 0 ? {} : { statementsPerConnection: 1 })),
    );
    await Promise.all(stores.map(async (store) => store.prepare()));
    for (let round = 1; round <= 10; round += 1) {
      const taken = await Promise.all(stores.map(async (store, n) => store.take(wanted(`r${n}`))));
      const [winner, ...others] = taken.filter((lease) => lease !== undefined);
      expect([winner?.token, others]).toEqual([round, []]);
      if (winner === undefined) throw new Error('nobody got it');
      expect(await stores[0]?.release(winner)).toBe(true);
    }
  });

  test('a lease that ran out is still its holder’s until another takes it', async () => {
    const running = await start({ engine });
    const store = await open(running);
    await store.prepare();
    const first = await store.take(wanted('first', 50));
    if (first === undefined) throw new Error('it was not free');
    await setTimeout(100);
    expect((await store.renew(first, 50))?.token).toBe(1);
    await setTimeout(100);
    expect((await store.take(wanted('second', 60_000)))?.token).toBe(2);
    expect(await store.renew(first, 50)).toBeUndefined();
    expect(await store.release(first)).toBe(false);
    expect((await store.read('staging'))?.owner).toBe('second@test');
  });
});

test('a run whose process was cut waits for its own lease, and takes a higher token', async () => {
  const running = await start();
  const store = await open(running);
  await store.prepare();
  await store.take(wanted('same', 2000));
  const said: string[] = [];
  const before = performance.now();
  const { lease, tookOver } = await acquire(store, wanted('same', 2000), { say: (line) => said.push(line) });
  expect(performance.now() - before).toBeGreaterThan(1500);
  expect([lease.token, tookOver?.token, said.length]).toEqual([2, 1, 1]);
});

test('a run that is stopped while it waits for its own lease does not wait on, and keeps no other lock', async () => {
  const running = await start();
  const store = await open(running);
  await store.prepare();
  // Longer than any test: who does not hear it runs out of time here.
  await store.take({ ...wanted('same', 3_600_000), environment: 'production' });
  const stop = new AbortController();
  const stopped = new Error('Ctrl-C');
  const taking = takeLocks({
    root: '/',
    run: 'same',
    reason: 'a test',
    environments: ['a-first', 'production'],
    database: async () => loginOf(running),
    signal: stop.signal,
    say: () => stop.abort(stopped),
  });
  await expect(taking).rejects.toBe(stopped);
  expect(await store.read('a-first')).toMatchObject({ run: 'same', released: true });
});

test('a run that is going on elsewhere is not resumed beside itself', async () => {
  const running = await start();
  const store = await open(running);
  await store.prepare();
  const first = await store.take(wanted('same', 2000));
  if (first === undefined) throw new Error('it was not free');
  const alive = setInterval(() => void store.renew(first, 2000), 200);
  stops.push(() => clearInterval(alive));
  await expect(acquire(store, wanted('same', 2000))).rejects.toMatchObject({ data: { code: 'lock.held' } });
});

test('a token is never given twice, and nothing is kept in a session', async () => {
  const running = await start();
  const store = await open(running, { statementsPerConnection: 1 });
  await store.prepare();
  for (const token of [1, 2, 3]) {
    const lease = await store.take(wanted(`r${token}`));
    expect(lease?.token).toBe(token);
    if (lease !== undefined) await store.release(lease);
  }
  const looker = await client(running);
  const { rows } = await looker.query(`select count(*)::int as n from pg_locks where locktype = 'advisory'`);
  expect(rows).toEqual([{ n: 0 }]);
  const sql = running.log.calls.map(({ path }) => path.toLowerCase());
  expect(sql.filter((text) => /advisory|^set |^listen|^prepare|^begin/.test(text))).toEqual([]);
});
