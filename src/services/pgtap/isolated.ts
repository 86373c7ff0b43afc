import { PostgresFailure } from '../postgres/failures.ts';
import type { Session } from '../postgres/session.ts';
import { runTestFile, type TestFile } from './run.ts';
import type { Transcript } from './transcript.ts';

export interface Isolation {
  /** After which one statement of a test is ended, and one that waits for a lock. */
  readonly statementMs: number;
  readonly lockMs: number;
  /** What the file is to find, and what is rolled back with it. */
  readonly prepare?: (session: Session) => Promise<void>;
}

const guard = 'prestage_guard';

/** Runs a file in a transaction of its own that is rolled back whatever happens, and leaves the session as it was. */
export async function runIsolated(session: Session, file: TestFile, isolation: Isolation): Promise<Transcript> {
  await session.query('begin');
  try {
    const { statementMs, lockMs, prepare } = isolation;
    await session.query(`set local statement_timeout to ${statementMs}; set local lock_timeout to ${lockMs}`);
    await prepare?.(session);
    await findPgtap(session);
    await session.query(`savepoint ${guard}`);
    const transcript = await runTestFile(session, file);
    return (await isStillInside(session)) ? transcript : left(transcript, file);
  } finally {
    await session.query('rollback');
    await session.query('deallocate all; select pg_advisory_unlock_all()');
  }
}

/** As `postgres` finds it on Supabase, by a setting of that role which is not read everywhere. */
async function findPgtap(session: Session): Promise<void> {
  await session.query(`
    select set_config('search_path', current_setting('search_path') || ', ' || quote_ident(nspname), true)
    from pg_extension join pg_namespace on pg_namespace.oid = extnamespace
    where extname = 'pgtap' and to_regprocedure('plan(integer)') is null`);
}

async function isStillInside(session: Session): Promise<boolean> {
  try {
    await session.query(`rollback to savepoint ${guard}`);
    return true;
  } catch (error) {
    if (error instanceof PostgresFailure && error.sqlState !== undefined) return false;
    throw error;
  }
}

function left(transcript: Transcript, { path }: TestFile): Transcript {
  const words = 'ended the transaction that it ran in: what it did may have stayed';
  return { ...transcript, stop: { code: 'commits', file: path, line: 1, words } };
}
