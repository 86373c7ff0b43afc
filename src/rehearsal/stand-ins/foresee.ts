import type { StandInRequest } from '../../core/stand-in.ts';
import { emulators } from '../../emulators/registry.ts';
import { armAsked, type AskedFault, type Faultable } from './fault.ts';

/** Looks whether what will stand has these faults, before anything is copied or started. Throws Failure `rehearsal.fault-unknown`. */
export async function foresee(asked: readonly AskedFault[], requests: readonly StandInRequest[]): Promise<void> {
  if (asked.length === 0) return;
  const standing = await Promise.all(requests.map(futureOf));
  for (const each of asked) armAsked(each, standing);
}

async function futureOf({ service, environment }: StandInRequest): Promise<Faultable> {
  const emulator = await emulators.load(service);
  return { service, environment, catalogue: emulator?.catalogue ?? [], arm: () => undefined, armed: () => [] };
}
