import { afterEach, describe, expect, test } from 'vitest';
import { deployPromote } from '../../../src/actions/deploy/promote.ts';
import { plan } from '../../../src/actions/testing/workspace.ts';
import { Failure } from '../../../src/core/failure.ts';
import { settings, startWorld, type DeployWorld, type WorldOptions } from './world.ts';

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

async function refusal(options: WorldOptions, input: object = {}, before?: (world: DeployWorld) => Promise<void>) {
  world = await startWorld(options);
  await before?.(world);
  const error: unknown = await world.plan(deployPromote, input).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Failure)) throw new Error(`no Failure: ${String(error)}`);
  expect(JSON.stringify(error.data)).not.toContain('canary');
  return error;
}

const production = settings.apps.production;
const withProduction = (own: object): WorldOptions => ({
  settings: { apps: { ...settings.apps, production: { ...production, ...own } } },
});

test('a plan shows each machine, and the way back', async () => {
  world = await startWorld();
  const planned = await world.plan(deployPromote);
  expect(planned.changes.map(({ kind, target }) => [kind, target])).toEqual([
    ['update', 'fly:shop/606c79eca0d768'],
    ['update', 'fly:shop/611c4e1acff53b'],
  ]);
  expect(planned.summary).toMatch(
    /^Promote \w{12} of staging \(shop-staging\) to shop .* the way back is release 2, \w{12}$/u,
  );
});

test('what runs already is not deployed again', async () => {
  world = await startWorld();
  await world.perform(deployPromote);
  const before = world.releases();
  expect((await world.plan(deployPromote)).changes).toEqual([]);
  expect(await world.perform(deployPromote)).toMatchObject({ verdict: 'verified' });
  expect(world.releases()).toEqual(before);
});

test('no release command is run, and no machine is made, by the API', async () => {
  world = await startWorld();
  await world.perform(deployPromote);
  const made = world.fly.production.log.calls.filter(
    ({ method, path }) => method === 'POST' && path.endsWith('/machines'),
  );
  expect(made).toEqual([]);
});

test('every lease is let go of', async () => {
  world = await startWorld();
  await world.perform(deployPromote);
  const { machines = [] } = world.fly.production.state.apps.get('shop') ?? {};
  expect(machines.map(({ lease }) => lease)).toEqual([undefined, undefined]);
});

test('a probe that tells of the old image fails it, and every machine comes back', async () => {
  world = await startWorld(withProduction({ probe: { url: 'https://shop.example.test/health', at: 'app' } }));
  const outcome = await world.perform(deployPromote);
  expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('the probe tells of shop') });
});

test('without a probe it is unknown, and stays', async () => {
  world = await startWorld(withProduction({ probe: undefined }));
  const outcome = await world.perform(deployPromote);
  expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('no probe is configured') });
  expect(world.releases().at(-1)).toMatchObject({ version: 3, status: 'complete' });
});

describe('refuses', () => {
  test('a fly.toml that says something else than what runs, by its places and without values', async () => {
    const { data, exitCode } = await refusal({}, {}, async (here) =>
      here.put('fly.toml', "app = 'shop'\nprimary_region = 'iad'\n[env]\nPORT = 'canary'\n[[vm]]\nmemory = '1gb'\n"),
    );
    expect(data).toMatchObject({
      code: 'deploy.config-differs',
      why: expect.stringMatching(/env\.PORT differs; .*vm\.0\.memory is in the file alone/u),
    });
    expect(exitCode).toBe(2);
  });

  test.each([
    ['that does not parse', 'app = ', 'fly.bad-toml'],
    ['of another app', "app = 'shop-staging'\n", 'deploy.other-app'],
  ])('a fly.toml %s', async (_what, text, code) => {
    expect((await refusal({}, {}, async (here) => here.put('fly.toml', text))).data).toMatchObject({
      code,
      file: 'fly.toml',
    });
  });

  test.each([
    ['of another organisation’s app', 'registry.fly.io/other@sha256:', 'deploy.foreign-image'],
    ['by its tag', 'registry.fly.io/shop:latest', 'deploy.tag-only'],
    ['that the registry does not have', 'registry.fly.io/shop@sha256:', 'deploy.image-gone'],
  ])('an image %s', async (_what, image, code) => {
    const named = image.endsWith(':') ? `${image}${'a'.repeat(64)}` : image;
    expect((await refusal({}, { image: named })).data.code).toBe(code);
  });

  test('an app of another organisation', async () => {
    const { data } = await refusal(withProduction({ organization: 'ours' }), {}, async ({ fly }) => {
      const app = fly.production.state.apps.get('shop');
      if (app !== undefined) fly.production.state.apps.set('shop', { ...app, organization: 'theirs' });
    });
    expect(data).toMatchObject({ code: 'deploy.other-organization', why: expect.stringContaining('theirs') });
  });

  test('another deploy that is at work', async () => {
    const image = `registry.fly.io/shop@sha256:${'b'.repeat(64)}`;
    const { data } = await refusal({}, {}, async ({ fly }) => {
      const releases = fly.production.state.apps.get('shop')?.releases ?? [];
      const [first] = releases;
      if (first !== undefined)
        releases.push({
          ...first,
          id: 'rel3',
          version: 3,
          status: 'running',
          imageRef: image,
          createdAt: new Date().toISOString(),
        });
    });
    expect(data).toMatchObject({ code: 'deploy.in-progress', why: expect.stringContaining('release 3') });
  });

  test('a staging that is half-way', async () => {
    const { data } = await refusal({}, {}, async ({ fly }) => {
      const [machine] = fly.staging.state.apps.get('shop-staging')?.machines ?? [];
      const version = machine?.versions.at(-1);
      if (machine !== undefined && version !== undefined)
        machine.versions.push({ ...version, image: { ...version.image, digest: `sha256:${'c'.repeat(64)}` } });
    });
    expect(data).toMatchObject({ code: 'deploy.source-mixed' });
  });

  test.each([
    [
      'a time outside of the window',
      { window: [{ days: ['monday'], from: '00:00', to: '00:01' }] },
      {},
      'no deploy window',
    ],
    ['without a drilled backup', {}, { gates: ['backup'] }, 'no drill of a backup of production is on record'],
    ['a gate that no area has', {}, { gates: ['database'] }, 'no area says yet'],
  ])('%s', async (_what, own, more, why) => {
    const options = withProduction(own);
    const { data, exitCode } = await refusal({ settings: { ...options.settings, ...more } });
    expect(data).toMatchObject({ code: 'deploy.gates-shut', why: expect.stringContaining(why) });
    expect(exitCode).toBe(2);
  });

  test('an environment without an app', async () => {
    world = await startWorld();
    const preview = world.context({ environment: 'preview' });
    await expect(plan(deployPromote, preview, {})).rejects.toMatchObject({ data: { code: 'deploy.no-app' } });
  });
});

const drill = (snapshotAt: string): string =>
  JSON.stringify({ format: 'prestage.drill/1', verdict: 'verified', backup: '20251017T040000000Z', snapshotAt });

test('the gate of backups takes a drill of today, and not one of last week', async () => {
  world = await startWorld({ settings: { gates: ['backup'] } });
  const path = 'artifacts/ops/backup/production/latest.json';
  await world.put(path, drill(new Date().toISOString()));
  expect((await world.plan(deployPromote)).changes).toHaveLength(2);
  await world.put(path, drill('2025-10-10T04:00:00.000Z'));
  await expect(world.plan(deployPromote)).rejects.toMatchObject({
    data: { why: expect.stringContaining('older than 24h') },
  });
});

test.each([
  ['a rehearsal’s drill is none in a live run', new Date().toISOString(), 'rehearsal', 'no drill of a backup'],
  ['nor is one that does not say', new Date().toISOString(), undefined, 'no drill of a backup'],
  ['nor is a backup of a day to come', new Date(Date.now() + 86_400_000).toISOString(), 'live', 'to come'],
])('of the gate of backups: %s', async (_what, snapshotAt, mode, why) => {
  world = await startWorld({ settings: { gates: ['backup'] } });
  const record = { ...JSON.parse(drill(snapshotAt)), mode };
  await world.put('artifacts/ops/backup/production/latest.json', JSON.stringify(record));
  await expect(plan(deployPromote, world.context({ mode: 'live' }), {})).rejects.toMatchObject({
    data: { code: 'deploy.gates-shut', why: expect.stringContaining(why) },
  });
});
