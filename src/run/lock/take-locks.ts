import { exitCodes, type ExitCode } from '../../core/exit-code.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import { openDatabase } from '../../services/postgres/client.ts';
import { isUnreachable } from '../../services/postgres/failures.ts';
import { acquire } from './acquire.ts';
import { brokenGlass, gotLease, nothingToHold, type LockEntry } from './entries.ts';
import { Hold } from './hold.ts';
import { isLive, type Wanted } from './lease.ts';
import { Locks } from './locks.ts';
import { thisOwner } from './owner.ts';
import type { LockRequest } from './request.ts';
import { LeaseStore } from './store.ts';
import { cannotTake, heldBy } from './words.ts';

/**
 * Takes the lock of every environment, or none. When it cannot have one it looks at the rest, gives back what it had
 * got, and throws all it found: the Failure `lock.held` or `lock.unreachable`, or `lock.several`.
 */
export async function takeLocks(request: LockRequest): Promise<Locks> {
  if (request.without?.trim() === '') throw noReason();
  const holds = new Map<string, Hold>();
  const entries: LockEntry[] = [];
  const failures: Failure[] = [];
  for (const environment of request.environments) {
    try {
      if (failures.length > 0) await lookAt(request, environment);
      else entries.push(await takeOne(request, environment, holds));
    } catch (error) {
      if (error instanceof Failure && request.signal?.aborted !== true) failures.push(error);
      else throw await giveUp(holds, error);
    }
  }
  const locks = new Locks(holds, entries, request.without);
  if (failures.length === 0) return locks;
  await locks.release();
  throw allOf(failures);
}

/** Nobody will look at the rest any more: what was got so far goes back, and the first error is the one that is told. */
async function giveUp(holds: ReadonlyMap<string, Hold>, error: unknown): Promise<unknown> {
  await Promise.allSettled([...holds.values()].map((hold) => hold.release()));
  return error;
}

async function takeOne(request: LockRequest, environment: string, holds: Map<string, Hold>): Promise<LockEntry> {
  const store = await openStore(request, environment);
  if (store === undefined) return nothingToHold(environment);
  const { leaseMs = 30_000, retriesMs = [250, 1000, 2000] } = request;
  try {
    await store.prepare();
    const acquired = await acquire(store, wanted(request, environment, leaseMs), request);
    holds.set(environment, new Hold(store, acquired.lease, { leaseMs, retriesMs }));
    return gotLease(acquired);
  } catch (error) {
    await store.close();
    if (!isUnreachable(error)) throw error;
    if (request.without !== undefined) return brokenGlass(environment, request.without, error.data);
    throw new Failure(cannotTake(environment, error.data));
  }
}

/** Takes nothing: the run will not start, and this is what else stands in its way. */
async function lookAt(request: LockRequest, environment: string): Promise<void> {
  const store = await openStore(request, environment);
  try {
    const found = (await store?.isPrepared()) === true ? await store?.read(environment) : undefined;
    if (found !== undefined && isLive(found)) throw new Failure(heldBy(found), exitCodes.unsettled);
  } catch (error) {
    if (!isUnreachable(error)) throw error;
    throw new Failure(cannotTake(environment, error.data));
  } finally {
    await store?.close();
  }
}

async function openStore(request: LockRequest, environment: string): Promise<LeaseStore | undefined> {
  const { root, timeoutMs, statementsPerConnection } = request;
  const login = await request.database(environment);
  if (login === undefined) return undefined;
  const options = {
    root,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(statementsPerConnection === undefined ? {} : { statementsPerConnection }),
  };
  return new LeaseStore(await openDatabase(login, options));
}

/** The journal keeps it for whoever asks afterwards why nobody was kept out. */
function noReason(): Failure {
  return new Failure(
    {
      code: 'lock.no-reason',
      what: 'Without a reason the locks are not left out',
      why: '--without-lock is empty, and the journal has to say why nobody was kept out',
      fix: 'Say why: --without-lock "the database is what this run mends"',
    },
    exitCodes.usage,
  );
}

function wanted({ owner, reason, run }: LockRequest, environment: string, leaseMs: number): Wanted {
  return { environment, owner: owner ?? thisOwner(), reason, run, leaseMs };
}

function allOf(failures: readonly Failure[]): Failure {
  const [first] = failures;
  if (first !== undefined && failures.length === 1) return first;
  const problems: readonly FailureData[] = failures.map(({ data }) => data);
  return new Failure(
    {
      code: 'lock.several',
      what: 'The locks cannot be taken',
      why: `${problems.length} environments stand in the way; nothing was changed`,
      fix: 'Settle each of them, then start again.',
      problems,
    },
    first?.exitCode satisfies ExitCode | undefined,
  );
}
