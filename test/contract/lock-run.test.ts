import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineCheck, type Catalogue } from '../../src/core/action.ts';
import { Failure } from '../../src/core/failure.ts';
import type { JournalEntry } from '../../src/core/journal.ts';
import { Secret } from '../../src/core/secret.ts';
import type { RunningEmulator } from '../../src/emulators/kit/emulator.ts';
import { verifyRun } from '../../src/evidence/verify.ts';
import { callAction, type OneAction } from '../../src/run/one-action.ts';
import { takeLocks } from '../../src/run/lock/take-locks.ts';
import { unlock } from '../../src/run/lock/unlock.ts';
import type { RunSetup } from '../../src/run/setup.ts';
import { testCatalogue } from '../../src/run/testing/catalogue.ts';
import { start as startRun } from '../../src/run/testing/start.ts';
import { createWorkspace, direction, knowing } from '../../src/run/testing/workspace.ts';
import { loadTrust } from '../../src/run/trust.ts';
import type { DatabaseLogin } from '../../src/core/database.ts';
import { client, env, start, stops } from './postgres-client.ts';

function login(running: RunningEmulator): DatabaseLogin {
  return { url: env(running, 'DATABASE_URL'), password: new Secret('PASSWORD', env(running, 'PGPASSWORD')) };
}

/** A workspace whose second task changes an environment, after its first has done what the test wants. */
function given(meanwhile: () => Promise<void>, environments: readonly string[] = ['staging']) {
  const folder = mkdtempSync(join(tmpdir(), 'prestage-env-'));
  const file = join(folder, 'environment');
  const changes = environments.map((name) => `env.append env=${name} file=${file} line=${name}`);
  const files = {
    'launch.md': direction(['First', 'Then change it']),
    'launch.bindings.yaml': `tasks:\n  - task: First\n    run: out.meanwhile\n  - task: Then change it\n    run: ${JSON.stringify(changes)}\n`,
  };
  const workspace = knowing(createWorkspace(files), environments);
  stops.push(
    () => rmSync(folder, { recursive: true, force: true }),
    () => workspace.remove(),
  );
  const action = defineCheck({
    id: 'out.meanwhile',
    summary: 'Do what the test wants',
    effects: 'none',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    check: async () => {
      await meanwhile();
      return { verdict: 'verified' };
    },
  });
  const catalogue: Catalogue = {
    ids: [...testCatalogue.ids, action.id],
    load: async (id) => (id === action.id ? action : testCatalogue.load(id)),
  };
  const run = async (more: Partial<RunSetup>) => {
    const { record, folder, events } = await startRun(workspace, { catalogue, ...more });
    const verification = await verifyRun(folder, await loadTrust(workspace.root, process.env));
    expect(verification.findings).toEqual([]);
    const text = readFileSync(join(folder, 'journal.jsonl'), 'utf8').trim();
    const entries = text.split('\n').map((line) => (JSON.parse(line) as { entry: JournalEntry }).entry);
    return { change: record.tasks[1], locks: entries.filter(({ kind }) => kind.startsWith('lock.')), events };
  };
  return { workspace, run, file };
}

async function failure(trying: Promise<unknown>): Promise<Failure> {
  const error: unknown = await trying.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (error instanceof Failure) return error;
  throw new Error('there was no Failure', { cause: error });
}

const once = { retriesMs: [], timeoutMs: 1000 };

test('the lock is held from before the first task to after the last, and the database shows by whom and what for', async () => {
  const running = await start();
  const looker = await client(running);
  let seen: unknown[] = [];
  const { run } = given(async () => {
    seen = (await looker.query('select owner, reason, released from prestage.locks')).rows;
  });
  const { change, locks } = await run({ database: async () => login(running), lock: { owner: 'ana@laptop' } });
  expect(change?.verdict).toBe('verified');
  expect(seen).toEqual([{ owner: 'ana@laptop', reason: 'the run of launch.md', released: null }]);
  expect((await looker.query('select released is not null as over from prestage.locks')).rows).toEqual([
    { over: true },
  ]);
  expect(locks).toEqual([
    { kind: 'lock.acquired', environment: 'staging', owner: 'ana@laptop', reason: 'the run of launch.md', token: 1 },
    { kind: 'lock.released', environment: 'staging', token: 1, held: true },
  ]);
});

test('a clock that jumps and a run that outlasts its lease change nothing: the database counts, and is told of life', async () => {
  const running = await start();
  let jumps = 0;
  const clock = { now: () => new Date(Date.UTC(2026, 0, 1) + (++jumps % 2 === 0 ? 1 : -1) * jumps * 86_400_000) };
  let other: Failure | undefined;
  const { run, workspace } = given(async () => {
    await setTimeout(3000);
    const request = { root: workspace.root, run: 'other', reason: 'x', environments: ['staging'] };
    other = await failure(takeLocks({ ...request, database: async () => login(running), ...once }));
  });
  const { change, locks } = await run({ clock, database: async () => login(running), lock: { leaseMs: 2000 } });
  expect(other?.data.code).toBe('lock.held');
  expect(change?.verdict).toBe('verified');
  expect(locks.at(-1)).toMatchObject({ kind: 'lock.released', held: true });
});

test('the database vanishes in the middle: nothing is applied, and the words say so', async () => {
  const running = await start();
  const { run, file } = given(async () => running.state.vanish());
  const { change, locks } = await run({ database: async () => login(running), lock: { ...once, owner: 'ana@laptop' } });
  expect(change?.verdict).toBe('failed');
  expect(change?.reason).toMatch(
    /^The lock on staging is lost: it cannot be asked for: .* cannot be reached: .*ana@laptop had it since/,
  );
  expect(change?.fix).toMatch(/Nothing more was applied.*prestage unlock staging --reason.*--without-lock/s);
  expect(() => readFileSync(file)).toThrow('ENOENT');
  expect(locks.at(-1)).toEqual({ kind: 'lock.released', environment: 'staging', token: 1, held: false });
});

test('the database comes back in time: the lock was never anybody else’s, and the run goes on', async () => {
  const running = await start();
  const { run } = given(async () => {
    await running.state.vanish();
    void setTimeout(400).then(() => running.state.comeBack());
  });
  const { change } = await run({ database: async () => login(running), lock: { retriesMs: [100, 1000] } });
  expect(change?.verdict).toBe('verified');
});

test('with a reason to go without, a database that is down is no hindrance, and the journal says why', async () => {
  const running = await start();
  const secret = new Secret('CANARY', 'canary-9f8e7d6c5b4a');
  const lock = { ...once, without: `it is what we mend (${secret.reveal()})` };
  const setup = { database: async () => login(running), lock, secrets: [secret] };
  const during = await given(async () => running.state.vanish()).run(setup);
  expect(during.change?.verdict).toBe('verified');
  expect(during.locks.map(({ kind }) => kind)).toEqual(['lock.acquired', 'lock.broken-glass', 'lock.released']);
  const before = await given(async () => undefined).run(setup);
  expect(before.change?.verdict).toBe('verified');
  expect(before.locks).toMatchObject([
    { kind: 'lock.broken-glass', environment: 'staging', reason: 'it is what we mend ([redacted:CANARY])' },
  ]);
  const refused = await failure(given(async () => undefined).run({ ...setup, lock: once }));
  expect(refused).toMatchObject({ data: { code: 'lock.unreachable' }, exitCode: 3 });
  expect(refused.data.fix).toContain('--without-lock');
});

test('a reason to go without does not outweigh a live holder', async () => {
  const running = await start();
  const request = { root: '/', run: 'first', reason: 'a fix', environments: ['staging'], owner: 'ana@laptop' };
  const database = async () => login(running);
  const locks = await takeLocks({ ...request, database });
  const place = given(async () => undefined);
  const refused = await failure(place.run({ database, lock: { ...once, without: 'in a hurry' } }));
  expect(refused).toMatchObject({ data: { code: 'lock.held' }, exitCode: 2 });
  expect(place.workspace.git('status', '--porcelain').trim()).toBe('');
  await locks.release();
});

test('unlock ends the lease of a live holder, who reads by whom and why, and applies nothing more', async () => {
  const running = await start();
  const ended: unknown[] = [];
  const { run, file } = given(async () => {
    const request = { root: '/', environment: 'staging', login: login(running), by: 'eve@desk' };
    expect((await failure(unlock({ ...request, reason: ' ' }))).data.code).toBe('lock.no-reason');
    ended.push(await unlock({ ...request, reason: 'ana is on a plane' }));
    expect(await unlock({ ...request, reason: 'again' })).toBeUndefined();
  });
  const { change } = await run({ database: async () => login(running), lock: { owner: 'ana@laptop' } });
  expect(ended).toMatchObject([{ owner: 'ana@laptop', token: 1 }]);
  expect(change?.reason).toMatch(/The lock on staging is lost: eve@desk ended it at .* UTC: ana is on a plane/);
  expect(() => readFileSync(file)).toThrow('ENOENT');
  const looker = await client(running);
  expect((await looker.query('select token, owner, unlocked_by, reason from prestage.unlocks')).rows).toEqual([
    { token: '1', owner: 'ana@laptop', unlocked_by: 'eve@desk', reason: 'ana is on a plane' },
  ]);
});

test('a lock that is lost while a change is made leaves it unproven', async () => {
  const running = await start();
  const looker = await client(running);
  const action = await testCatalogue.load('env.append');
  if (action === undefined || action.effects === 'none') throw new Error('there is no env.append');
  const stealing = { ...action, apply: async () => void (await looker.query('update prestage.locks set token = 9')) };
  const place = given(async () => undefined);
  const call: OneAction = {
    workspace: place.workspace,
    action: { ...stealing, verify: async () => ({ verdict: 'verified' }) },
    input: { file: place.file, line: 'x' },
    environment: 'staging',
    childEnv: {},
    clock: { now: () => new Date() },
    say: () => undefined,
    database: async () => login(running),
  };
  expect((await failure(callAction(call, true))).data.code).toBe('lock.lost');
});

test('an action by itself takes the lock too, and only to apply', async () => {
  const running = await start();
  const looker = await client(running);
  const action = await testCatalogue.load('env.append');
  if (action === undefined) throw new Error('there is no env.append');
  const place = given(async () => undefined);
  const said: string[] = [];
  const call: OneAction = {
    workspace: place.workspace,
    action,
    input: { file: place.file, line: 'x' },
    environment: 'staging',
    childEnv: {},
    clock: { now: () => new Date() },
    say: (line) => said.push(line),
    database: async () => login(running),
  };
  expect(await callAction(call, false)).toMatchObject({ kind: 'planned' });
  expect((await looker.query(`select to_regclass('prestage.locks') as there`)).rows).toEqual([{ there: null }]);
  expect(await callAction(call, true)).toMatchObject({ outcome: { verdict: 'verified' } });
  expect((await looker.query('select reason from prestage.locks')).rows).toEqual([
    { reason: '`prestage env append --apply`' },
  ]);
  await callAction({ ...call, database: undefined }, true);
  expect(said).toEqual(['The lock on staging is not held: no database configured']);
});

test('an environment without a database is changed without a lock, and both the run and its journal say so', async () => {
  const { change, locks, events } = await given(async () => undefined).run({});
  expect(change?.verdict).toBe('verified');
  expect(locks).toEqual([{ kind: 'lock.not-held', environment: 'staging', why: 'no database configured' }]);
  const [opened] = events;
  const warnings = opened?.kind === 'run.opened' ? opened.warnings.map(({ message }) => message) : [];
  expect(warnings).toContain('The lock on staging is not held: no database configured');
});

test('of several locks all are taken, in the order of their names, or none; and all that is in the way is named', async () => {
  const [one, two] = await Promise.all([start(), start()]);
  const places: Record<string, DatabaseLogin> = { a: login(one), b: login(two), c: login(two), d: login(one) };
  const database = async (name: string) => places[name];
  const request = { root: '/', reason: 'x', database, ...once };
  const held = await takeLocks({ ...request, run: 'first', owner: 'ana@laptop', environments: ['b'] });
  const { run, file } = given(async () => undefined, ['d', 'c', 'b', 'a']);
  const refused = await failure(run({ database, lock: once }));
  expect(refused).toMatchObject({ data: { code: 'lock.held', what: 'b is locked by ana@laptop' }, exitCode: 2 });
  await two.state.vanish();
  const several = await failure(run({ database, lock: once }));
  expect(several.data.problems?.map(({ code, what }) => [code, what])).toEqual([
    ['lock.unreachable', 'The lock on b cannot be taken'],
    ['lock.unreachable', 'The lock on c cannot be taken'],
  ]);
  expect(() => readFileSync(file)).toThrow('ENOENT');
  await two.state.comeBack();
  await held.release();
  const { change, locks } = await run({ database, lock: once });
  expect(change?.verdict).toBe('verified');
  expect(locks.map((entry) => ('environment' in entry ? `${entry.kind} ${entry.environment}` : ''))).toEqual([
    ...['a', 'b', 'c', 'd'].map((name) => `lock.acquired ${name}`),
    ...['d', 'c', 'b', 'a'].map((name) => `lock.released ${name}`),
  ]);
});
