import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { DatabaseLogin } from '../../core/database.ts';
import { openDatabase } from '../../services/postgres/client.ts';
import type { Lease } from './lease.ts';
import { thisOwner } from './owner.ts';
import { LeaseStore } from './store.ts';

export interface UnlockRequest {
  /** The workspace. */
  readonly root: string;
  readonly environment: string;
  readonly login: DatabaseLogin;
  /** Who unlocks: the user and the machine when absent. */
  readonly by?: string | undefined;
  readonly reason: string;
}

/**
 * Ends the lease on an environment, whoever has it, and records who did and why. Its holder applies nothing more. Gives
 * the lease that was ended; undefined when there was none. Throws a Failure: `lock.no-reason`, or why it cannot be asked.
 */
export async function unlock({ root, environment, login, by, reason }: UnlockRequest): Promise<Lease | undefined> {
  if (reason.trim() === '') throw noReason(environment);
  const store = new LeaseStore(await openDatabase(login, { root }));
  try {
    return (await store.isPrepared()) ? await store.end(environment, by ?? thisOwner(), reason) : undefined;
  } finally {
    await store.close();
  }
}

function noReason(environment: string): Failure {
  return new Failure(
    {
      code: 'lock.no-reason',
      what: `${environment} is not unlocked without a reason`,
      why: 'whoever held the lock will want to know',
      fix: `Say why: prestage unlock ${environment} --reason "…"`,
    },
    exitCodes.usage,
  );
}
