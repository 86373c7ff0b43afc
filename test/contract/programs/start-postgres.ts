import { readFileSync } from 'node:fs';
import pg from 'pg';
import { Secret } from '../../../src/core/secret.ts';
import { postgres } from '../../../src/emulators/postgres/emulator.ts';

/** Starts the machine's own Postgres and says which process it is and where its data lie; it is for others to end it. */
const { env } = await postgres.start({ engine: 'native' });
const words = Object.entries(env).map(([name, value]) => [name, value instanceof Secret ? value.reveal() : value]);
const { PGHOST, PGPORT, PGUSER, PGDATABASE, PGPASSWORD } = Object.fromEntries(words) as Record<string, string>;
const client = new pg.Client({
  host: PGHOST,
  port: Number(PGPORT),
  user: PGUSER,
  database: PGDATABASE,
  password: PGPASSWORD,
});
await client.connect();
const { rows } = await client.query<{ data: string }>(`select current_setting('data_directory') as data`);
const data = rows[0]?.data ?? '';
const [pid] = readFileSync(`${data}/postmaster.pid`, 'utf8').split('\n');
process.stdout.write(JSON.stringify({ data, pid: Number(pid) }));
