import { afterAll } from 'vitest';
import { Secret } from '../../../src/core/secret.ts';
import { postgres } from '../../../src/emulators/postgres/emulator.ts';
import { openDatabase } from '../../../src/services/postgres/client.ts';

/** One server for all worlds of a test file: each has environments of its own names in it. */
let running: Promise<CrashDatabase> | undefined;
afterAll(async () => (await running)?.end());

export interface CrashDatabase {
  readonly url: string;
  readonly password: string;
  /** What a world's environment was made to hold, in order. */
  rowsOf(environment: string): Promise<readonly string[]>;
  end(): Promise<void>;
}

export async function crashDatabase(): Promise<CrashDatabase> {
  return (running ??= start());
}

async function start(): Promise<CrashDatabase> {
  const { PATH: searchPath } = process.env;
  const server = await postgres.start(searchPath === undefined ? {} : { searchPath });
  const [url, secret] = [String(server.env['DATABASE_URL']), server.env['PGPASSWORD']];
  const password = secret instanceof Secret ? secret : new Secret('PGPASSWORD', '');
  const database = await openDatabase({ url, password });
  await database.query(
    'create table crash_rows (place bigserial primary key, environment text, line text, token bigint)',
  );
  return {
    url,
    password: password.reveal(),
    async rowsOf(environment) {
      const rows = await database.query('select line from crash_rows where environment = $1 order by place', [
        environment,
      ]);
      return rows.map(({ line }) => String(line));
    },
    async end() {
      await database.close();
      await server.stop();
    },
  };
}
