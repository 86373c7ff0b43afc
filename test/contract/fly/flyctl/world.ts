import { systemClock } from '../../../../src/core/clock.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { fly } from '../../../../src/emulators/fly/emulator.ts';

export type Running = Awaited<ReturnType<typeof fly.start>>;

export const token = 'fo1_token-of-these-tests';

const hour = 3_600_000;

/** Two apps of one organization: what is on staging goes to the shop. Machines boot in a fifth of a second. */
export async function startFly(given: Parameters<typeof fly.start>[0] = {}): Promise<Running> {
  return fly.start({
    // An hour behind: flyctl waits until a start is ten seconds old by its own watch.
    clock: { now: () => new Date(systemClock.now().getTime() - hour) },
    secrets: { token: new Secret('token', token) },
    ...given,
    given: {
      organization: 'acme',
      images: [{ ref: 'registry.fly.io/shop:v1' }, { ref: 'registry.fly.io/shop-staging:v2' }],
      apps: [
        { name: 'shop', machines: 2, regions: ['iad', 'fra'] },
        { name: 'shop-staging', machines: 1 },
      ],
      bootMs: 200,
      ...given?.given,
    },
  });
}

/** What the shop has come to some seconds later: what its machines run, its newest release, whether secrets arrived. */
export async function outcomeOf({ state, clock, urls }: Running) {
  clock.change({ advanceMs: 5000 });
  await fetch(`${urls['fly']}/v1/apps/shop/machines`, { headers: { authorization: `Bearer ${token}` } });
  const shop = state.apps.get('shop');
  if (shop === undefined) throw new Error('there is no shop');
  const living = shop.machines.filter(({ state: now }) => now !== 'destroyed');
  const release = shop.releases.at(-1);
  return {
    machines: living.map((machine) => `${machine.state} ${machine.versions.at(-1)?.image.tags[0]}`).toSorted(),
    release: `v${release?.version} ${release?.strategy} ${release?.status}`,
    secrets: living.every(({ secretsVersion }) => secretsVersion === shop.secretsVersion),
    leases: living.filter(({ lease }) => lease !== undefined).length,
  };
}
