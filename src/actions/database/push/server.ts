import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession, type Session } from '../../../services/postgres/session.ts';
import { readHistory, readInvalidIndexes } from './history.ts';

/** A connection of a push that the server has not ended, whatever became of the CLI. */
export interface Going {
  readonly pid: number;
  /** What it waits for, when it waits for others: who holds the lock. */
  readonly blockedBy: readonly number[];
  readonly query: string;
}

/** The truth about a push: what the server says, once nothing of it goes on there or the wait for that is over. */
export interface ServerState {
  readonly going: readonly Going[];
  /** Versions that history has. */
  readonly applied: ReadonlySet<string>;
  readonly invalidIndexes: readonly string[];
}

/** The same place, by connections that carry a name on the server. */
export function labelled(login: DatabaseLogin, label: string): DatabaseLogin {
  return { ...login, url: `${login.url}${login.url.includes('?') ? '&' : '?'}application_name=${label}` };
}

/** What was sent is executed although its sender was killed: waits until the server has ended it, `waitMs` at most. */
export async function askServer(login: DatabaseLogin, label: string, waitMs: number): Promise<ServerState> {
  const session = await openSession(login, { timeoutMs: 30_000 });
  try {
    const going = await untilOver(session, label, waitMs);
    const { applied } = await readHistory(session);
    const versions = new Set(applied.map(({ version }) => version));
    return { going, applied: versions, invalidIndexes: await readInvalidIndexes(session) };
  } finally {
    await session.close();
  }
}

/**
 * Ends what of a push waits for a lock. It would go on whenever the lock is given up, when nobody looks any more; and until
 * then everybody who comes after it waits behind it.
 */
export async function endWaiting(login: DatabaseLogin, label: string): Promise<number> {
  const session = await openSession(login, { timeoutMs: 30_000 });
  try {
    const ended = await session.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1 and wait_event_type = 'Lock'`,
      [label],
    );
    return ended.length;
  } finally {
    await session.close();
  }
}

async function untilOver(session: Session, label: string, waitMs: number): Promise<readonly Going[]> {
  const end = performance.now() + waitMs;
  let going = await readGoing(session, label);
  while (going.length > 0 && performance.now() < end) {
    await setTimeout(Math.min(200, waitMs));
    going = await readGoing(session, label);
  }
  return going;
}

const rows = z.array(z.looseObject({ pid: z.number(), blocked: z.array(z.number()), query: z.string() }));

async function readGoing(session: Session, label: string): Promise<readonly Going[]> {
  const found = await session.query(
    `select pid, pg_blocking_pids(pid) as blocked, coalesce(query, '') as query
     from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid() order by pid`,
    [label],
  );
  return rows.parse(found).map(({ pid, blocked, query }) => ({ pid, blockedBy: blocked, query }));
}
