import type { Client } from 'pg';
import { postgresDatabase } from '../engine.ts';

/** In the name of its socket alone. */
export const port = 5432;

/** Who may do everything on the server whose socket lies in this folder. */
export interface Superuser {
  readonly socket: string;
  readonly user: string;
  readonly password: string;
}

export async function asSuperuser<T>(
  { socket, user, password }: Superuser,
  use: (client: Client) => Promise<T>,
): Promise<T> {
  const { Client } = (await import('pg')).default;
  // All of it is said: what is left out, pg reads from PGPORT, PGSSLMODE and their like in our environment.
  const client = new Client({ host: socket, port, ssl: false, user, database: postgresDatabase, password });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
