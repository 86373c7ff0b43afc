import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import type { Database, Row } from '../../services/postgres/client.ts';
import { PostgresFailure } from '../../services/postgres/failures.ts';
import type { Held, Lease, Unlock, Wanted } from './lease.ts';
import * as sql from './statements.ts';

const lease = z.object({
  environment: z.string(),
  owner: z.string(),
  reason: z.string(),
  run: z.string(),
  token: z.coerce.number().int().positive(),
  acquired: z.string(),
  heartbeat: z.string(),
  heldMs: z.number(),
  silentMs: z.number(),
  leftMs: z.number(),
  released: z.boolean(),
});
const unlock = z.object({ by: z.string(), reason: z.string(), at: z.string() });
const presence = z.object({ there: z.boolean() });

/** The leases that an environment's own database keeps. Everything throws a `PostgresFailure` when it cannot be asked. */
export class LeaseStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async isPrepared(): Promise<boolean> {
    const [row] = await this.#database.query(sql.tablesAreThere);
    return presence.parse(row).there;
  }

  /** Creates the tables where they are not there yet. */
  async prepare(attempts = 5): Promise<void> {
    if (await this.isPrepared()) return;
    try {
      await this.#database.query(sql.createTables);
    } catch (error) {
      if (!isCreatedByAnother(error) || attempts <= 1) throw error;
      await setTimeout(20);
      await this.prepare(attempts - 1);
    }
  }

  async read(environment: string): Promise<Lease | undefined> {
    return leaseOf(await this.#database.query(sql.readLease, [environment]));
  }

  /** Undefined when somebody holds it. */
  async take({ environment, owner, reason, run, leaseMs }: Wanted): Promise<Lease | undefined> {
    return leaseOf(await this.#database.query(sql.takeLease, [environment, owner, reason, run, leaseMs]));
  }

  /** A sign of life, and the question whether it is still ours: undefined when not. */
  async renew({ environment, token, run }: Held, leaseMs: number): Promise<Lease | undefined> {
    return leaseOf(await this.#database.query(sql.renewLease, [environment, token, run, leaseMs]));
  }

  /** Whether it was still ours. */
  async release({ environment, token, run }: Held): Promise<boolean> {
    return (await this.#database.query(sql.releaseLease, [environment, token, run])).length > 0;
  }

  /** The lease that was ended; undefined when there was none. */
  async end(environment: string, by: string, reason: string): Promise<Lease | undefined> {
    return leaseOf(await this.#database.query(sql.endLease, [environment, by, reason]));
  }

  async unlockOf({ environment, token, run }: Held): Promise<Unlock | undefined> {
    const [row] = await this.#database.query(sql.readUnlock, [environment, token, run]);
    return row === undefined ? undefined : unlock.parse(row);
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

function leaseOf([row]: readonly Row[]): Lease | undefined {
  return row === undefined ? undefined : lease.parse(row);
}

function isCreatedByAnother(error: unknown): boolean {
  return error instanceof PostgresFailure && sql.createdByAnother.has(error.sqlState ?? '');
}
