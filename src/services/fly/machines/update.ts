import { Failure } from '../../../core/failure.ts';
import type { Fly } from '../client.ts';
import { nonceHeader, type Lease } from './lease.ts';
import { machineOf, type Machine } from './machine.ts';
import { pathOf, readMachine } from './read.ts';
import { machine, type MachineConfig } from './schema.ts';

export interface UpdateWish {
  readonly lease: Lease;
  readonly config: MachineConfig;
  /** The version that it is thought to have: of another one nothing is changed. */
  readonly from: string;
  /** One that was stopped stays so. */
  readonly isStopped: boolean;
}

const mostTries = 3;

/** Answers that do not say whether it was done. */
const unclear: ReadonlySet<string> = new Set(['fly.not-yet', 'fly.down', 'fly.unreachable', 'fly.conflict']);

/**
 * Gives the machine as it is then: its new version is what is to be waited for. Where the answer does not say whether it was
 * done, the machine is asked, by its version, and nothing is done twice.
 */
export async function updateMachine(fly: Fly, app: string, wish: UpdateWish): Promise<Machine> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await updateOnce(fly, app, wish);
    } catch (error) {
      if (!(error instanceof Failure) || !unclear.has(error.data.code)) throw error;
      const now = await readMachine(fly, app, wish.lease.machine);
      if (now.version !== wish.from && isSameRelease(now.config, wish.config)) return now;
      if (tries === mostTries || now.version !== wish.from) throw error;
      await fly.pause(tries);
    }
  }
}

async function updateOnce(fly: Fly, app: string, { lease, config, from, isStopped }: UpdateWish): Promise<Machine> {
  const id = lease.machine;
  const raw = await fly.call(
    {
      method: 'POST',
      path: pathOf(app, `/machines/${id}`),
      headers: nonceHeader(lease.nonce),
      body: { config, current_version: from, ...(isStopped ? { skip_launch: true } : {}) },
      app,
      doing: `update machine ${id}`,
      isRepeatable: false,
    },
    machine,
  );
  return machineOf(raw);
}

function isSameRelease(a: MachineConfig, b: MachineConfig): boolean {
  return a.image === b.image && a.metadata?.['fly_release_id'] === b.metadata?.['fly_release_id'];
}
