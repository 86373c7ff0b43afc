import { afterEach, expect, test } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { github as emulator } from '../../../src/emulators/github/emulator.ts';
import { renewKey } from '../../../src/emulators/github/holder.ts';
import type { StartOptions } from '../../../src/emulators/kit/emulator.ts';
import { createGitHub, type GitHub } from '../../../src/services/github/client.ts';
import { listSecrets, readBack, removeSecret, secretWriter } from '../../../src/services/github/secrets.ts';

type Running = Awaited<ReturnType<typeof emulator.start>>;
let running: Running | undefined;
afterEach(async () => running?.stop());

const token = new Secret('github_token', 'github_pat_of_this_test');
const repository = { owner: 'hotdash', repo: 'app' };
const production = { ...repository, environment: 'production' };
/** Milliseconds of a second here. */
const second = 10;

async function start(given: StartOptions['given'] = {}, fault?: string): Promise<{ github: GitHub; on: Running }> {
  const on = await emulator.start({ given: { repository: 'hotdash/app', ...given }, secrets: { token } });
  running = on;
  const named = emulator.catalogue.find(({ name }) => name === fault);
  if (named !== undefined) on.faults.arm(named.fault);
  return { on, github: createGitHub({ api: on.urls['github'] ?? '', token, second }) };
}

async function failureOf(promise: Promise<unknown>): Promise<Failure['data']> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`);
  return error.data;
}

const value = (text: string): Secret => new Secret('v', text);

test('what is written to an environment is what its workflow would be given', async () => {
  const { github, on } = await start();
  const writer = secretWriter(github, production);
  await writer.write('PEM', value('-----BEGIN KEY-----\nä # "quoted"\n-----END KEY-----\n'));
  expect(on.state.environments.get('production')?.secrets.held('PEM')?.value).toBe(
    '-----BEGIN KEY-----\nä # "quoted"\n-----END KEY-----\n',
  );
  expect(await listSecrets(github, production)).toEqual([{ name: 'PEM', updatedAt: expect.any(String) }]);
});

test('a list goes on to its last page', async () => {
  const { github, on } = await start();
  for (let count = 0; count < 230; count += 1)
    on.state.repo.secrets.write(`S${count}`, { value: '', created_at: '', updated_at: `t${count}` }, 0);
  expect(new Set((await listSecrets(github, repository)).map(({ name }) => name)).size).toBe(230);
});

test('a key that is renewed between two writes costs one more call and no value', async () => {
  const { github, on } = await start();
  const writer = secretWriter(github, repository);
  await writer.write('A', value('1'));
  renewKey(on.state.repo);
  await writer.write('B', value('2'));
  expect(on.state.repo.secrets.held('B')?.value).toBe('2');
});

test('a read that comes too early is asked again', async () => {
  const { github, on } = await start({ lagMs: 60 });
  await secretWriter(github, repository).write('A', value('1'));
  const row = await readBack(github, repository, 'A', undefined, 40);
  expect(row?.updatedAt).toBe(on.state.repo.secrets.held('A')?.updated_at);
});

test('two writes of one second look the same, and the read ends all the same', async () => {
  const { github, on } = await start();
  on.clock.change({ rate: 0 });
  const writer = secretWriter(github, repository);
  await writer.write('A', value('1'));
  const before = await readBack(github, repository, 'A', undefined, second);
  await writer.write('A', value('2'));
  expect(await readBack(github, repository, 'A', before, 1)).toEqual(before);
});

test('what was removed twice is gone', async () => {
  const { github } = await start();
  await secretWriter(github, repository).write('A', value('1'));
  await removeSecret(github, repository, 'A');
  await removeSecret(github, repository, 'A');
  expect(await readBack(github, repository, 'A', undefined, 1)).toBeUndefined();
});

test.each(['secondary-limit', 'too-many-requests'])('%s is waited for as GitHub asks', async (fault) => {
  const { github, on } = await start({}, fault);
  const writer = secretWriter(github, repository);
  for (const name of ['A', 'B', 'C', 'D']) await writer.write(name, value(name));
  expect(on.state.repo.secrets.allHeld().map(([name]) => name)).toEqual(['A', 'B', 'C', 'D']);
});

test('an answer that got lost is no loss: the write is done again', async () => {
  const { github, on } = await start({}, 'written-but-unheard');
  const writer = secretWriter(github, repository);
  await writer.write('A', value('1'));
  await writer.write('B', value('2'));
  expect(on.state.repo.secrets.held('B')?.value).toBe('2');
});

test.each([
  ['token-revoked', 'github.token-rejected', 'fine-grained'],
  ['scope-missing', 'github.permission-missing', 'secrets=write'],
  ['repository-hidden', 'github.not-found', 'hotdash/app'],
  ['hourly-limit', 'github.rate-limited', 'until 2100-01-01'],
  ['down', 'github.down', 'githubstatus.com'],
])('%s is told as %s', async (fault, code, fix) => {
  const { github } = await start({}, fault);
  expect(await failureOf(listSecrets(github, repository))).toMatchObject({ code, fix: expect.stringContaining(fix) });
});

test('an environment that is not there is told by its name', async () => {
  const { github } = await start();
  const failure = await failureOf(listSecrets(github, { ...repository, environment: 'prod' }));
  expect(failure).toMatchObject({ code: 'github.not-found', what: expect.stringContaining('hotdash/app/prod') });
});

test('no Failure holds a value or the token', async () => {
  const { github } = await start({}, 'dies-in-the-middle');
  const writer = secretWriter(github, repository);
  const failure = await failureOf(
    (async () => {
      for (const name of ['A', 'B', 'C']) await writer.write(name, value('canary-of-this-test'));
    })(),
  );
  expect(failure).toMatchObject({ code: 'github.down' });
  expect(JSON.stringify(failure)).not.toMatch(/canary-of-this-test|github_pat/u);
});
