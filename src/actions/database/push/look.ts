import type { DatabaseLogin } from '../../../core/database.ts';
import type { DatabaseAddress } from '../../../services/postgres/address.ts';
import { openSession } from '../../../services/postgres/session.ts';
import type { Found } from './history-traps.ts';
import { readHistory, readInvalidIndexes, readTables } from './history.ts';

/** All that a plan wants to know of an environment. */
export interface Environment extends Found {
  readonly address: DatabaseAddress;
  readonly invalidIndexes: readonly string[];
}

/** Throws a `PostgresFailure` when it does not let us in. */
export async function lookAt(login: DatabaseLogin): Promise<Environment> {
  const session = await openSession(login);
  try {
    return {
      address: session.address,
      history: await readHistory(session),
      tables: await readTables(session),
      invalidIndexes: await readInvalidIndexes(session),
    };
  } finally {
    await session.close();
  }
}
