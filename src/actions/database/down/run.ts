import { PostgresFailure } from '../../../services/postgres/failures.ts';
import type { Session } from '../../../services/postgres/session.ts';
import { bothWays } from '../../inputs.ts';
import { shortened } from '../push/place.ts';
import type { Statement } from '../sql/parse.ts';
import { runsAlone } from './faults.ts';

export interface DownLimits {
  /** For any one lock. */
  readonly lockSeconds: number;
  /** For any one statement. */
  readonly statementSeconds: number;
}

interface Way {
  readonly version: string;
  readonly statements: readonly Statement[];
}

const table = 'supabase_migrations.schema_migrations';

/**
 * One transaction with the row of history, so that history and schema never say different things: `supabase migration repair
 * --status reverted` takes the same row away, and later. Gives the words for what failed; nothing of it was kept then, unless
 * it is a statement that runs in no transaction.
 */
export async function runDown(session: Session, way: Way, limits: DownLimits): Promise<string | undefined> {
  return runsAlone(way.statements) ? runAlone(session, way, limits) : runInOne(session, way, limits);
}

async function runInOne(
  session: Session,
  { version, statements }: Way,
  limits: DownLimits,
): Promise<string | undefined> {
  try {
    await session.query('begin');
    await session.query(`set local lock_timeout = '${limits.lockSeconds}s'`);
    await session.query(`set local statement_timeout = '${limits.statementSeconds}s'`);
    // Whoever takes the same one back at the same time waits here, and finds nothing.
    if (!(await hasRow(session, version))) throw new Error(`history has no row ${version}`);
    const fault = await runAll(session, statements, limits);
    if (fault !== undefined) {
      await session.query('rollback');
      return fault;
    }
    await forget(session, version);
    await session.query('commit');
    return undefined;
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    return `at its end: ${wordsOf(error, limits)}`;
  }
}

/** The row goes last: when something cuts in between, history still says that it is applied, and it can be run again. */
async function runAlone(
  session: Session,
  { version, statements }: Way,
  limits: DownLimits,
): Promise<string | undefined> {
  await session.query(`set lock_timeout = '${limits.lockSeconds}s'`);
  await session.query(`set statement_timeout = '${limits.statementSeconds}s'`);
  const fault = await runAll(session, statements, limits);
  if (fault === undefined) await forget(session, version);
  return fault;
}

async function runAll(
  session: Session,
  statements: readonly Statement[],
  limits: DownLimits,
): Promise<string | undefined> {
  for (const [index, { line, text }] of statements.entries()) {
    try {
      await session.query(text);
    } catch (error) {
      return `at statement ${index + 1} (line ${line}: ${shortened(text)}): ${wordsOf(error, limits)}`;
    }
  }
  return undefined;
}

async function hasRow(session: Session, version: string): Promise<boolean> {
  return (await session.query(`select from ${table} where version = $1 for update`, [version])).length > 0;
}

/** A file may have taken another role. */
async function forget(session: Session, version: string): Promise<void> {
  await session.query('reset session authorization; reset role');
  await session.query(`delete from ${table} where version = $1`, [version]);
}

function wordsOf(error: unknown, limits: DownLimits): string {
  if (error instanceof PostgresFailure) return `${error.data.why}${hint(error, limits)}`;
  if (error instanceof Error) return error.message;
  throw error;
}

function hint({ sqlState, data: { why } }: PostgresFailure, { statementSeconds }: DownLimits): string {
  if (sqlState === '55P03') return ' (somebody holds it: try again, or end who holds it)';
  if (sqlState !== '57014' || !why.includes('statement timeout')) return '';
  return ` (it hung, or needs more than its ${statementSeconds} s: give it more by ${bothWays('seconds', String(statementSeconds * 10))})`;
}
