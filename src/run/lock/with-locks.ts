import type { Locks } from './locks.ts';
import type { LockRequest } from './request.ts';
import { takeLocks } from './take-locks.ts';

/** Does the work while every lock is held, and gives them back however it ends. Throws what `takeLocks` throws. */
export async function withLocks<Result>(
  request: LockRequest,
  work: (locks: Locks) => Promise<Result>,
): Promise<Result> {
  const locks = await takeLocks(request);
  try {
    return await work(locks);
  } finally {
    await locks.letGo();
  }
}
