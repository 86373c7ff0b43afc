import { afterEach, expect, test } from 'vitest';
import { deployRehearse } from '../../../src/actions/deploy/rehearse.ts';
import { startWorld, type DeployWorld } from './world.ts';

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

test('the image of staging goes to production, back, and forward again', async () => {
  world = await startWorld();
  const outcome = await world.perform(deployRehearse, { strategy: 'immediate' });
  console.log(JSON.stringify(outcome, undefined, 1), world.said, world.releases());
  expect(outcome).toMatchObject({ verdict: 'verified' });
});
