import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { deployPromote } from '../src/actions/deploy/promote.ts';
import { deployRollback } from '../src/actions/deploy/rollback.ts';
import { verifyApp } from '../src/actions/deploy/look/verify.ts';
import { flyctlAccess, withPlace } from '../src/actions/deploy/place.ts';
import { perform } from '../src/actions/testing/workspace.ts';
import { systemClock } from '../src/core/clock.ts';
import { deployByFlyctl } from '../src/services/fly/flyctl/client.ts';
import { createExec } from '../src/services/process/exec.ts';
import { literalRedactor } from '../src/services/testing/redactor.ts';
import { startWorld, type DeployWorld } from '../test/contract/deploy/world.ts';

/**
 * Goal: with 80 ms a call and 2 s for a boot, a verified rollback of 1, 4 and 16 machines takes at most 1.3 times its critical path:
 * the boot, and the calls of which each needs the one before. Beside it flyctl deploys the old image, followed by the same
 * verification.
 */
const goal = 1.3;
const latencyMs = 80;
const bootMs = 2000;
/** Look, release before, versions, lease, record, running, update, checks, complete, let go, look again, probe. */
const calls = 12;
const criticalMs = bootMs + calls * latencyMs;

const bin = join(process.env['PRESTAGE_PEERS'] ?? join(homedir(), '.cache', 'prestage-peers'), 'bin');
const hasFlyctl = existsSync(join(bin, 'flyctl'));

let isMet = true;
/** What else runs on the machine only adds: the fastest round says what it takes. */
const rounds = 3;

for (const machines of [1, 4, 16]) {
  const all: number[] = [];
  for (let round = 0; round < rounds; round += 1) all.push(await measure(machines, ourRollback));
  const ours = Math.min(...all);
  const ratio = ours / criticalMs;
  isMet &&= ratio <= goal;
  console.log(
    `rollback, ${machines} machines: ${seconds(ours)}, ${ratio.toFixed(2)}x of its critical path of ${seconds(criticalMs)} (goal ${goal}x)`,
  );
  if (!hasFlyctl) continue;
  for (const strategy of ['immediate', 'rolling'] as const) {
    const theirs = await measure(machines, async (world) => byFlyctl(world, strategy));
    console.log(`  flyctl deploy --strategy ${strategy}: ${seconds(theirs)}, ${(theirs / ours).toFixed(1)}x of ours`);
  }
}
if (!hasFlyctl) console.log('flyctl is not here (`npm run peers`), so that nothing stands beside it');
process.exitCode = isMet ? 0 : 1;

/** A world whose app was promoted, and slow from then on. */
async function measure(machines: number, back: (world: DeployWorld) => Promise<number>): Promise<number> {
  const world = await startWorld({ production: { bootMs, latencyMs }, app: { machines }, grace: '1ms' });
  try {
    const { outcome } = await perform(deployPromote, world.context(), { strategy: 'immediate' });
    if (outcome.verdict !== 'verified') throw new Error(outcome.reason);
    return await back(world);
  } finally {
    await world.stop();
  }
}

async function ourRollback(world: DeployWorld): Promise<number> {
  const { outcome } = await perform(deployRollback, world.context(), {});
  if (outcome.verdict !== 'verified') throw new Error(outcome.reason);
  return ownStep(outcome.facts);
}

/** Of the step itself, from its begin to the end of its verification: the plan is what one looks at before. */
function ownStep(facts: unknown): number {
  const [step] = (facts as { steps: readonly { ms: number }[] }).steps;
  if (step === undefined) throw new Error('no step was measured');
  return step.ms;
}

async function byFlyctl(world: DeployWorld, strategy: 'immediate' | 'rolling'): Promise<number> {
  const old = world.releases()[1]?.digest ?? '';
  const env = { PATH: [bin, process.env['PATH'] ?? ''].join(delimiter), HOME: world.root };
  const exec = createExec({ root: world.root, env, redactor: literalRedactor(), clock: systemClock });
  const context = world.context({ exec });
  return withPlace(context, async (place) => {
    const begun = performance.now();
    const wish = { app: 'shop', config: 'fly.toml', image: `registry.fly.io/shop@${old}`, strategy };
    const { result } = await deployByFlyctl(exec, await flyctlAccess(context, place), wish);
    if (result.exitCode !== 0) throw new Error(result.stderr);
    const wanted = { digest: old, machines: [], newerThan: 3, answeredBefore: true };
    // `immediate` waits for nothing, so that it is looked at until it is well.
    for (;;) {
      const { verdict, reasons } = await verifyApp(context, place, wanted);
      if (verdict === 'verified') return performance.now() - begun;
      if (performance.now() - begun > 120_000) throw new Error(reasons.join('; '));
    }
  });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}
