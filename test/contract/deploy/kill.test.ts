import { afterEach, describe, expect, test } from 'vitest';
import { deployPromote } from '../../../src/actions/deploy/promote.ts';
import { deployRollback } from '../../../src/actions/deploy/rollback.ts';
import { perform, plan } from '../../../src/actions/testing/workspace.ts';
import type { Action, ActionContext, Outcome } from '../../../src/core/action.ts';
import { Failure } from '../../../src/core/failure.ts';
import { startWorld, type DeployWorld } from './world.ts';

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

class Killed extends Error {}

/** What a kill leaves: after so many calls to Fly not one more is made, not even to let a lease go. */
function dying(here: DeployWorld, calls: number): ActionContext {
  let left = calls;
  const whole = here.context();
  return here.context({
    locate: (url, environment) => {
      left -= 1;
      if (left < 0) throw new Killed();
      return whole.locate(url, environment);
    },
  });
}

/** As a resumed run does it: what was planned is looked at, and where it is not there it is planned and applied again. */
async function resumed(action: Action, here: DeployWorld): Promise<Outcome> {
  return (await perform(action, here.context(), {})).outcome;
}

/** Undefined when it was whole before it was to be killed. */
async function killedAfter(action: Action, here: DeployWorld, calls: number): Promise<'killed' | 'whole'> {
  try {
    await perform(action, dying(here, calls), {});
    return 'whole';
  } catch (error) {
    if (error instanceof Killed || (error instanceof Failure && error.data.why.includes('Killed'))) return 'killed';
    throw error;
  }
}

const past = 14_000;
const points = [9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 30, 33, 36];

describe.concurrent('a promotion that was killed', () => {
  test.each(points)('after %i calls comes to its end when it is done again', async (calls) => {
    const here = await startWorld();
    try {
      await killedAfter(deployPromote, here, calls);
      here.fly.production.clock.change({ advanceMs: past });
      expect(await resumed(deployPromote, here)).toMatchObject({ verdict: 'verified' });
      const digests = new Set((await here.machines()).map(({ digest }) => digest));
      expect(digests.size).toBe(1);
      const open = here.releases().filter(({ status }) => status === 'running' || status === 'pending');
      expect([open, here.releases().at(-1)?.digest]).toEqual([[], [...digests][0]]);
    } finally {
      await here.stop();
    }
  });

  test.each(points)('after %i calls can be gone back from', async (calls) => {
    const here = await startWorld();
    try {
      const [old] = (await here.machines()).map(({ digest }) => digest);
      const how = await killedAfter(deployPromote, here, calls);
      here.fly.production.clock.change({ advanceMs: past });
      // Killed before anything was begun, there is nothing to go back from.
      if (here.releases().length === 2 && how === 'killed') return;
      expect(await resumed(deployRollback, here)).toMatchObject({ verdict: 'verified' });
      expect(new Set((await here.machines()).map(({ digest }) => digest))).toEqual(new Set([old]));
      expect(here.releases().filter(({ status }) => status === 'running' || status === 'pending')).toEqual([]);
    } finally {
      await here.stop();
    }
  });
});

test('a kill leaves leases, and whoever comes next waits them out', async () => {
  world = await startWorld();
  expect(await killedAfter(deployPromote, world, 19)).toBe('killed');
  const { machines = [] } = world.fly.production.state.apps.get('shop') ?? {};
  expect(machines.filter(({ lease }) => lease !== undefined).length).toBeGreaterThan(0);
  await plan(deployPromote, world.context(), {});
  world.fly.production.clock.change({ rate: 10 });
  expect(await resumed(deployPromote, world)).toMatchObject({ verdict: 'verified' });
});
