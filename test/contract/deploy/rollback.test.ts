import { afterEach, describe, expect, test } from 'vitest';
import { deployPromote } from '../../../src/actions/deploy/promote.ts';
import { deployRollback } from '../../../src/actions/deploy/rollback.ts';
import { startWorld, type DeployWorld, type WorldOptions } from './world.ts';

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

async function promoted(options: WorldOptions = {}): Promise<DeployWorld> {
  world = await startWorld(options);
  expect(await world.perform(deployPromote)).toMatchObject({ verdict: 'verified' });
  return world;
}

const appOf = ({ fly }: DeployWorld) => fly.production.state.apps.get('shop') ?? expect.fail('there is no shop');
const without = (config: unknown): string =>
  JSON.stringify(config, (name, value: unknown) => (name === 'metadata' ? undefined : value));
const digests = async (here: DeployWorld) => new Set((await here.machines()).map(({ digest }) => digest));

test('every machine is back on the image and the config of the release before, and no release command was run', async () => {
  const here = await promoted();
  const before = appOf(here).machines.map((machine) => machine.versions[0]?.config);
  for (const machine of appOf(here).machines) {
    const version = machine.versions.at(-1);
    if (version !== undefined) version.config['env'] = { PORT: '3000', ADDED: 'canary' };
  }
  const plan = await here.plan(deployRollback);
  expect(plan.changes[0]?.summary).toMatch(/from \w{12} to \w{12}, and its env\.ADDED, .* as it was$/u);
  expect(JSON.stringify(plan)).not.toContain('canary');
  expect(await here.perform(deployRollback)).toMatchObject({
    verdict: 'verified',
    facts: { release: 2, database: { schema: 'unknown' } },
  });
  const after = appOf(here).machines.map((machine) => machine.versions.at(-1)?.config);
  expect(after.map(without)).toEqual(before.map(without));
  expect(
    here.fly.production.log.calls.filter(({ method, path }) => method === 'POST' && path.endsWith('/machines')),
  ).toEqual([]);
});

test('going back twice goes further back, and never to what was left', async () => {
  const here = await promoted();
  await here.perform(deployRollback);
  const plan = await here.plan(deployRollback);
  expect(plan.summary).toMatch(/ to release 1 /u);
});

test('a named release is come on to again', async () => {
  const here = await promoted();
  const [ours] = await digests(here);
  await here.perform(deployRollback);
  expect(await here.perform(deployRollback, { to: '3' })).toMatchObject({ verdict: 'verified' });
  expect([...(await digests(here))]).toEqual([ours]);
});

test('secrets that were changed since are named: they stay', async () => {
  const here = await promoted();
  const later = new Date(Date.now() + 60_000).toISOString();
  appOf(here).secrets.set('API_KEY', { value: 'canary', digest: 'd', createdAt: later, updatedAt: later, version: 2 });
  await here.plan(deployRollback);
  expect(here.said.join('\n')).toMatch(/Changed since release 2.*API_KEY/u);
  expect(here.said.join('\n')).not.toContain('canary');
});

test('a deploy that was cut is settled: all machines are on one image, and its record is ended', async () => {
  world = await startWorld();
  const app = appOf(world);
  const [first, second] = app.machines;
  const [newest] = app.releases.toReversed();
  const image = world.fly.production.state.images.find(({ repository }) => repository === 'shop-staging');
  const version = second?.versions.at(-1);
  if (newest === undefined || image === undefined || version === undefined || first === undefined)
    throw new Error('seeds');
  const cut = {
    ...newest,
    id: 'cut',
    version: 3,
    status: 'running',
    imageRef: `registry.fly.io/shop-staging@${image.digest}`,
  } as const;
  app.releases.push(cut);
  second?.versions.push({ ...version, version: '01CUT', image });
  expect(await world.plan(deployRollback)).toMatchObject({ summary: expect.stringContaining('half-way') });
  expect(await world.perform(deployRollback)).toMatchObject({ verdict: 'verified' });
  expect(world.releases().map(({ version: number, status }) => `${number} ${status}`)).toEqual([
    '1 complete',
    '2 complete',
    '3 interrupted',
    '4 complete',
  ]);
  expect((await digests(world)).size).toBe(1);
});

describe('refuses', () => {
  test.each([
    ['a release that is not there', { to: '9' }, 'deploy.no-such-release'],
    ['the image that runs', { to: '3' }, 'deploy.same-image'],
  ])('%s', async (_what, input, code) => {
    const here = await promoted();
    await expect(here.plan(deployRollback, input)).rejects.toMatchObject({ data: { code }, exitCode: 2 });
  });

  test('a release that was never completed', async () => {
    const here = await promoted();
    const release = appOf(here).releases[1];
    if (release !== undefined) release.status = 'failed';
    await expect(here.plan(deployRollback, { to: '2' })).rejects.toMatchObject({
      data: { code: 'deploy.target-not-complete' },
    });
  });

  test('an image that is gone', async () => {
    const here = await promoted();
    for (const image of here.fly.production.state.images) image.gone = image.repository === 'shop';
    await expect(here.plan(deployRollback)).rejects.toMatchObject({ data: { code: 'deploy.image-gone' } });
  });

  test('to go back from the first release', async () => {
    const here = await promoted();
    await expect(here.plan(deployRollback, { to: '1' })).resolves.toBeDefined();
    appOf(here).releases.splice(0, 2);
    await expect(here.plan(deployRollback)).rejects.toMatchObject({ data: { code: 'deploy.nowhere-back' } });
  });

  test('while a migration since took something away, until it is said what becomes of the database', async () => {
    const here = await promoted();
    await here.put('supabase/migrations/20991231000000_less.sql', 'alter table ideas drop column note;\n');
    await expect(here.plan(deployRollback)).rejects.toMatchObject({
      data: { code: 'deploy.destructive-since', why: expect.stringContaining('20991231000000_less.sql') },
    });
    await expect(here.plan(deployRollback, { database: 'restore' })).rejects.toMatchObject({
      data: { code: 'deploy.no-backup-of-release' },
    });
    await expect(here.plan(deployRollback, { database: 'keep' })).resolves.toBeDefined();
  });

  test('a migration since that only adds is no reason', async () => {
    const here = await promoted();
    await here.put('supabase/migrations/20991231000000_more.sql', 'create table more (id bigint primary key);\n');
    await expect(here.plan(deployRollback)).resolves.toBeDefined();
  });
});
