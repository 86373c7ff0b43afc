import { performance } from 'node:perf_hooks';
import type { Json } from '../../../../core/json.ts';
import { readJson } from '../../asking/json.ts';
import type { Session } from '../../../../services/postgres/session.ts';

export interface Rows {
  /** Undefined when they are nested too deep to be looked into. */
  readonly rows: Json | undefined;
  readonly connectMs: number;
  readonly questionMs: number;
}

const mostRows = 1000;

/**
 * Asks in a transaction that can only read. The question stands within another, over the protocol that takes one statement
 * alone: what would end the transaction and begin anew is refused by the server. Throws a `PostgresFailure`.
 */
export async function askRows(session: Session, sql: string, timeoutMs: number, connectMs: number): Promise<Rows> {
  const begun = performance.now();
  await session.query('begin transaction read only');
  await session.query(`set local statement_timeout = ${timeoutMs}`);
  const question = sql.trim().replace(/;\s*$/, '');
  const [row] = await session.text(
    `select coalesce(json_agg(row_to_json(asked)), '[]') from (select * from (\n${question}\n) as question limit ${mostRows}) as asked`,
  );
  await session.query('rollback');
  const rows = readJson(Buffer.from(row?.[0] ?? '[]'));
  return { rows, connectMs, questionMs: performance.now() - begun };
}
