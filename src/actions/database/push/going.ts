import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Session } from '../../../services/postgres/session.ts';
import type { PlannedFile } from './data.ts';
import { shortened } from './place.ts';

/** A statement of a push that the server is executing, whatever became of the CLI. */
export interface Going {
  readonly pid: number;
  readonly waitsForLock: boolean;
  /** Who holds the lock. */
  readonly blockedBy: readonly number[];
  readonly query: string;
}

type Files = readonly Pick<PlannedFile, 'statements'>[];

const rows = z.array(
  z.looseObject({ pid: z.number(), waits: z.boolean(), blocked: z.array(z.number()), query: z.string() }),
);

/**
 * The CLI gives its connections a name that cannot be chosen, and a pooler gives them another: a push is known by what it
 * executes.
 */
export async function readGoing(session: Session, files: Files): Promise<readonly Going[]> {
  const found = await session.query(`
    select pid, coalesce(wait_event_type = 'Lock', false) as waits, pg_blocking_pids(pid) as blocked, query
    from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()
      and state <> 'idle' and query is not null
    order by pid`);
  const texts = new Set(files.flatMap(({ statements }) => statements.map(({ text }) => text)));
  return rows
    .parse(found)
    .map(({ pid, waits, blocked, query }) => ({
      pid,
      waitsForLock: waits,
      blockedBy: blocked,
      query: shortened(withoutComments(query)),
    }))
    .filter(({ query }) => texts.has(query) || /^insert into supabase_migrations\.schema_migrations\b/i.test(query));
}

/** What was sent is executed although its sender was killed: waits until that is over, `waitMs` at most. */
export async function untilOver(session: Session, files: Files, waitMs: number): Promise<readonly Going[]> {
  const end = performance.now() + waitMs;
  let going = await readGoing(session, files);
  while (going.length > 0 && performance.now() < end) {
    await setTimeout(Math.min(200, waitMs));
    going = await readGoing(session, files);
  }
  return going;
}

/** The CLI sends what stands before a statement with it. */
function withoutComments(query: string): string {
  return query.replace(/^(?:\s+|--[^\n]*\n|\/\*.*?\*\/)+/s, '');
}
