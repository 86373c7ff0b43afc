import { afterEach, expect, test } from 'vitest';
import { deployDrill } from '../../../src/actions/deploy/drill.ts';
import { deployRehearse } from '../../../src/actions/deploy/rehearse.ts';
import { item } from '../../../src/actions/testing/run.ts';
import { perform } from '../../../src/actions/testing/workspace.ts';
import { startWorld, type DeployWorld } from './world.ts';

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

const shown = (here: DeployWorld): readonly string[] =>
  here.releases().map(({ version, status, digest }) => `${version} ${status} ${digest.slice(7, 11)}`);

test('the image of staging goes to production, back, and forward again, each verified and timed', async () => {
  world = await startWorld();
  const outcome = await world.perform(deployRehearse, { strategy: 'immediate' });
  expect(outcome).toMatchObject({
    verdict: 'verified',
    facts: {
      steps: [
        { name: 'forward by the API', verdict: 'verified', ms: expect.any(Number) },
        { name: 'back to release 2', verdict: 'verified' },
        { name: 'forward again to release 3', verdict: 'verified' },
      ],
    },
  });
  const staging = world.fly.staging.state.apps.get('shop-staging')?.machines[0]?.versions.at(-1)?.image.digest;
  expect(new Set((await world.machines()).map(({ digest }) => digest))).toEqual(new Set([staging]));
  const [, old, ours, back, again] = shown(world).map((line) => line.slice(2));
  expect([old === back, ours === again, old === ours]).toEqual([true, true, false]);
});

test('what to paste for the way back is kept, and works', async () => {
  world = await startWorld();
  await world.perform(deployRehearse);
  expect(world.kept.get('rollback-command.txt')).toContain('prestage deploy rollback --env production --to 2\n');
  expect(JSON.parse(world.kept.get('deploy-plan.json') ?? '')).toMatchObject({
    app: 'shop',
    point: { release: { version: 2 } },
  });
});

test('what was asked and what was done are both said: flyctl has no --env production', async () => {
  world = await startWorld();
  const text =
    'Rehearse Fly production deploy (`fly deploy --config fly.toml --strategy immediate --env production`) using staging image';
  const { outcome } = await perform(deployRehearse, world.context({ item: item(text) }), {});
  expect(outcome.asked).toBe('fly deploy --config fly.toml --strategy immediate --env production');
  expect(outcome.done).toContain('flyctl knows no environment');
});

test('a rehearsal that is done again begins where the app is', async () => {
  world = await startWorld();
  await world.perform(deployRehearse);
  const { facts, verdict } = await world.perform(deployRehearse);
  expect([verdict, facts?.['steps']]).toMatchObject([
    'verified',
    [{ name: 'back to release 4' }, { name: expect.stringContaining('forward again') }],
  ]);
});

test('a drill goes back and comes again, keeps the record with both times, and leaves the image that ran', async () => {
  world = await startWorld();
  const before = await world.machines();
  expect(await world.perform(deployDrill)).toMatchObject({
    verdict: 'verified',
    facts: { database: { schema: 'unknown' } },
  });
  expect(JSON.parse(world.kept.get('deploy') ?? '')).toMatchObject({
    format: 'prestage.rollback-drill/1',
    verdict: 'verified',
    rollbackMs: expect.any(Number),
    forwardMs: expect.any(Number),
  });
  expect((await world.machines()).map(({ digest }) => digest)).toEqual(before.map(({ digest }) => digest));
});

test.each([
  ['is not there', undefined, 'there is no ops/back.sh'],
  ['calls something else', '#!/bin/bash\n# prestage deploy rollback\nfly deploy\n', 'does not call'],
  ['cannot be read', '#!/bin/bash\nprestage deploy rollback "$@\n', 'bash cannot read'],
])('a drill fails when the script %s', async (_what, text, reason) => {
  world = await startWorld();
  if (text !== undefined) await world.put('ops/back.sh', text);
  const outcome = await world.perform(deployDrill, { script: 'ops/back.sh' });
  expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(reason) });
});
