import { deployPromote } from '../../../src/actions/deploy/promote.ts';
import { Failure } from '../../../src/core/failure.ts';
import { fly } from '../../../src/emulators/fly/emulator.ts';
import { startWorld } from './world.ts';

/** What a promotion came to while one thing was wrong, and how the app stood when it was over and the fault was gone. */
export interface Row {
  readonly fault: string;
  readonly summary: string;
  /** `verified`, `failed`, or `refused` before anything was changed. */
  readonly verdict: string;
  readonly why: string;
  /** `all new`, `all old`, `unchanged`, `mixed`. */
  readonly app: string;
  readonly newest: string;
  readonly seconds: number;
}

/**
 * These are said of the launch that they strike. They strike the promotion's first, and not the way back's: what is launched
 * never well is no fault of an image, and no way back helps against it.
 */
const once: ReadonlySet<string> = new Set([
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

/** One promotion for each fault of the catalogue, each in a world of its own. */
export async function tryFault(name: string): Promise<Row> {
  const world = await startWorld({ settings: { deadline: '8s' } });
  try {
    const before = await world.machines();
    const [oldDigest = ''] = before.map(({ digest }) => digest);
    world.arm(name, once.has(name) ? { count: 1 } : undefined);
    const begun = performance.now();
    const outcome = await settled(async () => world.perform(deployPromote));
    const seconds = (performance.now() - begun) / 1000;
    const after = await world.machines();
    const newest = world.releases().at(-1);
    const digests = new Set(after.map(({ digest }) => digest));
    const isOld = digests.has(oldDigest);
    return {
      fault: name,
      summary: fly.catalogue.find((each) => each.name === name)?.summary ?? '',
      ...outcome,
      app: digests.size > 1 ? 'mixed' : digests.size === 0 ? 'no machines' : isOld ? 'all old' : 'all new',
      newest: `${newest?.status ?? 'none'} ${newest?.digest === oldDigest ? 'old' : 'new'}`,
      seconds,
    };
  } finally {
    await world.stop();
  }
}

async function settled(
  act: () => Promise<{ verdict: string; reason?: string }>,
): Promise<Pick<Row, 'verdict' | 'why'>> {
  try {
    const { verdict, reason = '' } = await act();
    return { verdict, why: reason };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { verdict: 'refused', why: `${error.data.code}: ${error.data.what}: ${error.data.why}` };
  }
}
