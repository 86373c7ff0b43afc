import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { deployPromote } from '../../../src/actions/deploy/promote.ts';
import { deployRehearse } from '../../../src/actions/deploy/rehearse.ts';
import { perform, plan as planOf } from '../../../src/actions/testing/workspace.ts';
import { systemClock } from '../../../src/core/clock.ts';
import { createExec } from '../../../src/services/process/exec.ts';
import { literalRedactor } from '../../../src/services/testing/redactor.ts';
import { settings, startWorld, type DeployWorld } from './world.ts';

/** Built by `npm run peers`. */
const bin = join(process.env['PRESTAGE_PEERS'] ?? join(homedir(), '.cache', 'prestage-peers'), 'bin');

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

/** The example's workspace with the real flyctl on its PATH. */
function withFlyctl(here: DeployWorld) {
  const env = { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), HOME: here.root };
  const redactor = literalRedactor([here.token.reveal()]);
  return here.context({ exec: createExec({ root: here.root, env, redactor, clock: systemClock }) });
}

describe.skipIf(!existsSync(join(bin, 'flyctl')))('needs flyctl: forward by the real one', () => {
  test.each(['immediate', 'rolling'])('%s, verified by version and digest, and back by the API', async (strategy) => {
    world = await startWorld({ settings: { by: undefined, deadline: '60s' } });
    const { outcome, plan } = await perform(deployRehearse, withFlyctl(world), { strategy });
    expect(outcome).toMatchObject({
      verdict: 'verified',
      facts: { by: 'flyctl', steps: [{ name: 'forward by flyctl' }, {}, {}] },
    });
    expect(plan.summary).toContain(`by flyctl, ${strategy}`);
    expect(JSON.parse(world.kept.get('flyctl-plan.json') ?? '')).toMatchObject({
      deployment_image: expect.stringContaining('@sha256:'),
    });
    // What flyctl has recorded is what the file says, as far as an image-only promotion is concerned.
    const section = { ...settings, by: 'api' };
    const byApi = await planOf(deployPromote, world.context({ settings: () => section }), {});
    expect(byApi.changes).toEqual([]);
    expect(JSON.stringify([...world.kept])).not.toContain(world.token.reveal());
  });

  test('a machine that Fly sets back is seen, although flyctl ends with 0', async () => {
    world = await startWorld({ settings: { by: undefined, deadline: '20s' } });
    world.arm('update-reverted', { count: 1 });
    const { outcome } = await perform(deployRehearse, withFlyctl(world), { strategy: 'immediate' });
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('34711179d65a') });
    expect(new Set((await world.machines()).map(({ digest }) => digest)).size).toBe(1);
  });
});
