import type { DatabaseLogin } from '../../../core/database.ts';
import { openSession } from '../../../services/postgres/session.ts';
import { lookWithin } from './read.ts';
import type { Fingerprint } from './schema.ts';

const timeoutMs = 6 * 60 * 60 * 1000;

/** Of a database that stands still. */
export async function readRestored(login: DatabaseLogin): Promise<Fingerprint> {
  const session = await openSession(login, { timeoutMs });
  try {
    await session.query('begin transaction isolation level repeatable read read only');
    return (await lookWithin(session)).fingerprint;
  } finally {
    await session.close();
  }
}
