import type { Fly } from '../client.ts';
import { endLease, renewEvery, renewLease, takeLease, type Lease } from './lease.ts';

/** Machines that are held while `use` goes on, by their ids. All of them, or none and the Failure of the first. */
export async function holdMachines<T>(
  fly: Fly,
  app: string,
  { ids, description }: { readonly ids: readonly string[]; readonly description: string },
  use: (leases: ReadonlyMap<string, Lease>) => Promise<T>,
): Promise<T> {
  const asked = await Promise.allSettled(ids.map(async (id) => takeLease(fly, app, id, description)));
  const leases = asked.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  const renewing = new AbortController();
  const renewed = renew(fly, app, leases, renewing.signal);
  try {
    const refused = asked.find((each) => each.status === 'rejected');
    if (refused !== undefined) throw refused.reason;
    return await use(new Map(leases.map((lease) => [lease.machine, lease])));
  } finally {
    renewing.abort();
    await renewed;
    await Promise.all(leases.map(async (lease) => endLease(fly, app, lease)));
  }
}

/** What cannot be renewed is told by the next update, which is refused then. */
async function renew(fly: Fly, app: string, leases: readonly Lease[], stop: AbortSignal): Promise<void> {
  for (;;) {
    await fly.pause(renewEvery, stop);
    if (stop.aborted) return;
    await Promise.allSettled(leases.map(async (lease) => renewLease(fly, app, lease)));
  }
}
