import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { PostgresFailure } from '../../../services/postgres/failures.ts';
import type { Session } from '../../../services/postgres/session.ts';
import type { SeedFile } from './files.ts';

/** Which statement of which seed a server refused. The statement itself is not shown: values stand in it. */
export class SeedFailure extends Failure {
  constructor(seed: SeedFile, number: number, line: number, error: PostgresFailure) {
    super(
      {
        code: 'database.seed-failed',
        what: `${seed.path} line ${line}: statement ${number} of ${seed.statements.length} failed`,
        why: `${error.data.why}${error.sqlState === undefined ? '' : ` (${error.sqlState})`}`,
        fix: 'Correct the statement, then seed again.',
        file: seed.path,
        line,
      },
      exitCodes.failed,
    );
  }
}

/** What happens in the seeds' own transaction beside them. */
export interface SeedRun {
  /** When one has run, before the next. */
  readonly after?: (seed: SeedFile) => Promise<void>;
  /** When all have run. */
  readonly last?: () => Promise<void>;
  /** `rollback` leaves nothing of them. */
  readonly end?: 'commit' | 'rollback';
}

/**
 * Runs seeds in order, all of them or none: one transaction. Throws `SeedFailure` when a statement is refused; nothing is
 * left of any of them then.
 */
export async function runSeeds(session: Session, seeds: readonly SeedFile[], run: SeedRun = {}): Promise<void> {
  await session.query('begin');
  try {
    for (const seed of seeds) {
      // As the CLI has it; and who waits for another's lock says so instead of hanging.
      await session.query(`reset all; reset role; set local lock_timeout = '15s'`);
      await runSeed(session, seed);
      await session.query('reset role');
      await run.after?.(seed);
    }
    await run.last?.();
    await session.query(run.end ?? 'commit');
  } catch (error) {
    await session.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function runSeed(session: Session, seed: SeedFile): Promise<void> {
  for (const [index, { sql, line }] of seed.statements.entries()) {
    try {
      await session.query(sql);
    } catch (error) {
      throw error instanceof PostgresFailure && error.sqlState !== undefined
        ? new SeedFailure(seed, index + 1, line, error)
        : error;
    }
  }
  const last = seed.statements.at(-1);
  try {
    // Deferred constraints speak here, while it is known whose rows they speak of.
    await session.query('set constraints all immediate; set constraints all deferred');
  } catch (error) {
    if (last === undefined || !(error instanceof PostgresFailure)) throw error;
    throw new SeedFailure(seed, seed.statements.length, last.line, error);
  }
}
