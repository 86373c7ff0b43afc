import { deployPromote } from '../../../../src/actions/deploy/promote.ts';
import { Failure } from '../../../../src/core/failure.ts';
import { startWorld, type DeployWorld } from '../world.ts';
import type { FaultRow } from './rows.ts';

/**
 * These are said of the launches that they strike. They strike the promotion's first, and not the way back's: against a Fly that
 * launches nothing any more no way back helps.
 */
export const once: ReadonlySet<string> = new Set([
  'machine-never-starts',
  'slow-boot',
  'check-never-passes',
  'checks-flap',
  'crash-loop',
  'update-reverted',
  'capacity',
  'machines-down',
  'lease-held-briefly',
  'machine-stopped',
]);

interface Tried extends Pick<FaultRow, 'verdict' | 'record'> {
  readonly app: FaultRow['app'] | 'mixed';
  readonly why: string;
  /** What was kept and said, for canaries. */
  readonly text: string;
}

/** One promotion with the fault, in a world of its own. */
export async function tryFault(name: string): Promise<Tried> {
  const world = await startWorld({
    settings: { deadline: '15s' },
    // Twenty times that is longer than it has.
    ...(name === 'slow-boot' ? { production: { bootMs: 1000 } } : {}),
  });
  try {
    const [old] = await world.machines();
    world.arm(name, once.has(name) ? { count: 1 } : undefined);
    const outcome = await settled(async () => world.perform(deployPromote));
    const text = JSON.stringify([outcome, ...world.kept, ...world.said]);
    return { ...outcome, ...(await stateOf(world, old?.digest ?? '')), text };
  } finally {
    await world.stop();
  }
}

async function stateOf(world: DeployWorld, old: string): Promise<Pick<Tried, 'app' | 'record'>> {
  const digests = new Set((await world.machines()).map(({ digest }) => digest));
  const newest = world.releases().at(-1);
  const record = `${newest?.status ?? 'none'}, ${newest?.digest === old ? 'old' : 'new'}`;
  if (digests.size === 0) return { app: 'no machines', record };
  return { app: digests.size > 1 ? 'mixed' : digests.has(old) ? 'all old' : 'all new', record };
}

type Ended = Pick<Tried, 'verdict' | 'why'>;

async function settled(act: () => ReturnType<DeployWorld['perform']>): Promise<Ended> {
  try {
    const { verdict, reason = '' } = await act();
    if (verdict === 'verified' || verdict === 'failed' || verdict === 'unknown') return { verdict, why: reason };
    throw new Error(`a promotion came to ${verdict}`);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { verdict: 'refused', why: `${error.data.what}: ${error.data.why}` };
  }
}
