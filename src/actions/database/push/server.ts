import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import type { PlannedFile } from './data.ts';
import { readGoing, untilOver, type Going } from './going.ts';
import { readHistory, readInvalidIndexes } from './history.ts';

/** The truth about a push: what the server says, once nothing of it goes on there or the wait for that is over. */
export interface ServerState {
  readonly going: readonly Going[];
  /** Versions that history has. */
  readonly applied: ReadonlySet<string>;
  readonly invalidIndexes: readonly string[];
}

export async function askServer(
  login: DatabaseLogin,
  files: readonly PlannedFile[],
  waitMs: number,
): Promise<ServerState> {
  return withSession(login, async (session) => {
    const going = await untilOver(session, files, waitMs);
    const { applied } = await readHistory(session);
    const versions = new Set(applied.map(({ version }) => version));
    return { going, applied: versions, invalidIndexes: await readInvalidIndexes(session) };
  });
}

/**
 * Ends what of a push waits for a lock. It would go on whenever the lock is given up, when nobody looks any more; and until
 * then everybody who comes after it waits behind it.
 */
export async function endWaiting(login: DatabaseLogin, files: readonly PlannedFile[]): Promise<number> {
  return withSession(login, async (session) => {
    const waiting = (await readGoing(session, files)).filter(({ waitsForLock }) => waitsForLock);
    for (const { pid } of waiting) await session.query('select pg_terminate_backend($1)', [pid]);
    return waiting.length;
  });
}

async function withSession<T>(login: DatabaseLogin, use: (session: Session) => Promise<T>): Promise<T> {
  const session = await openSession(login, { timeoutMs: 30_000 });
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
