import { afterEach, expect, test } from 'vitest';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { fly as emulator } from '../../../src/emulators/fly/emulator.ts';
import { createFly, type Fly } from '../../../src/services/fly/client.ts';
import { changeSecrets, listSecrets } from '../../../src/services/fly/secrets.ts';

type Running = Awaited<ReturnType<typeof emulator.start>>;
let stop: (() => Promise<unknown>) | undefined;
afterEach(async () => stop?.());

const token = new Secret('fly_api_token', 'fo1_token-of-this-test');
const secret = (value: string): Secret => new Secret('v', value);

async function start(fault?: string, tokenHere = token): Promise<{ fly: Fly; on: Running }> {
  const on = await emulator.start({ given: { apps: ['shop-staging', 'shop'] }, secrets: { token } });
  const named = emulator.catalogue.find(({ name }) => name === fault);
  if (named !== undefined) on.faults.arm(named.fault);
  const fly = createFly({ api: on.urls['fly'] ?? '', token: tokenHere, locate: (url) => ({ url }), second: 5 });
  stop = async () => Promise.all([fly.close(), on.stop()]);
  return { fly, on };
}

async function failureOf(promise: Promise<unknown>): Promise<Failure['data']> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`);
  return error.data;
}

test('a batch is one version, sets and unsets at once, and keeps every byte', async () => {
  const { fly, on } = await start();
  const pem = '-----BEGIN KEY-----\nä # "x"  \n';
  expect(
    (
      await changeSecrets(
        fly,
        'shop',
        new Map([
          ['A', secret('1')],
          ['PEM', secret(pem)],
        ]),
      )
    ).version,
  ).toBe(1);
  const { rows, version } = await changeSecrets(
    fly,
    'shop',
    new Map([
      ['A', null],
      ['B', secret('2')],
    ]),
  );
  expect([version, rows.map(({ name }) => name)]).toEqual([2, ['B']]);
  expect(on.state.apps.get('shop')?.secrets.get('PEM')?.value).toBe(pem);
  expect((await listSecrets(fly, 'shop')).map(({ name }) => name)).toEqual(['B', 'PEM']);
});

test('equal values have equal digests, in every app', async () => {
  const { fly } = await start();
  const staging = await changeSecrets(fly, 'shop-staging', new Map([['TOKEN', secret('same')]]));
  const production = await changeSecrets(
    fly,
    'shop',
    new Map([
      ['OTHER', secret('same')],
      ['TOKEN', secret('not')],
    ]),
  );
  const digests = production.rows.map(({ digest }) => digest === staging.rows[0]?.digest);
  expect(digests).toEqual([true, false]);
});

test('an answer that got lost is asked for again: the batch is written once more, and is the same', async () => {
  const { fly, on } = await start('secrets-unheard');
  await changeSecrets(fly, 'shop', new Map([['A', secret('1')]]));
  expect(on.state.apps.get('shop')?.secrets.get('A')?.value).toBe('1');
});

test('429 is waited for', async () => {
  const { fly } = await start('too-many-requests');
  expect(await listSecrets(fly, 'shop')).toEqual([]);
});

test('the fourth list of one second meets the published limit', async () => {
  const { fly, on } = await start();
  on.clock.change({ rate: 0 });
  for (let count = 0; count < 3; count += 1) await listSecrets(fly, 'shop');
  expect(await failureOf(listSecrets(fly, 'shop'))).toMatchObject({ code: 'fly.rate-limited' });
  on.clock.change({ advanceMs: 1000 });
  await listSecrets(fly, 'shop');
});

test.each([
  ['token-revoked', 'fly.token-rejected', 'fly tokens create deploy -a shop'],
  ['token-of-another-app', 'fly.token-rejected', 'fly tokens create deploy -a shop'],
  ['secrets-down', 'fly.down', 'status.flyio.net'],
  ['down', 'fly.down', 'status.flyio.net'],
])('%s is told as %s, without the value', async (fault, code, fix) => {
  const { fly } = await start(fault);
  const failure = await failureOf(changeSecrets(fly, 'shop', new Map([['A', secret('canary-of-this-test')]])));
  expect(failure).toMatchObject({ code, fix: expect.stringContaining(fix) });
  expect(JSON.stringify(failure)).not.toMatch(/canary|fo1_/u);
});

test('an app that is not there is told by its name', async () => {
  const { fly } = await start();
  expect(await failureOf(listSecrets(fly, 'shoppe'))).toMatchObject({
    code: 'fly.not-found',
    what: expect.stringContaining('shoppe'),
  });
});
