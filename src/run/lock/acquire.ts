import { setTimeout } from 'node:timers/promises';
import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import { decide, isLive, type Lease, type Wanted } from './lease.ts';
import type { LockRequest } from './request.ts';
import type { LeaseStore } from './store.ts';
import { duration, heldBy } from './words.ts';

/** A lease that was got, and the one that had run out before, when its holder never gave it back. */
export interface Acquired {
  readonly lease: Lease;
  readonly tookOver?: Lease;
}

export type Waiting = Pick<LockRequest, 'say' | 'signal'>;

/**
 * Takes the lease, or throws the Failure `lock.held` that names who has it. Waits for one thing alone: that the lease of
 * this very run ends, whose process was cut. Throws the reason of a signal that aborts meanwhile.
 */
export async function acquire(
  store: LeaseStore,
  wanted: Wanted,
  { say = () => undefined, signal }: Waiting = {},
): Promise<Acquired> {
  let before: Lease | undefined;
  for (;;) {
    const found = await store.read(wanted.environment);
    const decision = decide(found, wanted.run, before);
    if (decision === 'refuse' && found !== undefined) throw new Failure(heldBy(found), exitCodes.unsettled);
    if (decision === 'wait' && found !== undefined) {
      say(
        `The lock on ${found.environment} is still that of this run's last process: it ends in ${duration(found.leftMs)}`,
      );
      await pause(found.leftMs + 20, signal);
    }
    if (decision === 'take') {
      const lease = await store.take(wanted);
      if (lease !== undefined) return acquired(lease, found);
    }
    before = found;
  }
}

async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  // What it rejects with when it is aborted is Node's own error: the signal's reason says who wanted it.
  await setTimeout(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

/** Only what stood right before it, and was never given back, was taken over. */
function acquired(lease: Lease, found: Lease | undefined): Acquired {
  const isNext = found !== undefined && found.token + 1 === lease.token;
  return isNext && !found.released && !isLive(found) ? { lease, tookOver: found } : { lease };
}
