import type { DatabaseLogin } from '../../core/database.ts';
import { shownAddress } from '../../services/postgres/address.ts';
import { openSession } from '../../services/postgres/session.ts';

export interface Source {
  readonly server: string;
  readonly major: number;
  /** Where it is, without who gets in. */
  readonly shown: string;
}

export async function sourceOf(login: DatabaseLogin): Promise<Source> {
  const session = await openSession(login);
  try {
    const [found] = await session.query(`select current_setting('server_version') as server,
      current_setting('server_version_num')::int / 10000 as major`);
    return { server: String(found?.['server']), major: Number(found?.['major']), shown: shownAddress(session.address) };
  } finally {
    await session.close();
  }
}
