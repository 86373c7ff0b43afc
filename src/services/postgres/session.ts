import type { ClientConfig, QueryArrayConfig } from 'pg';
import type { DatabaseLogin } from '../../core/database.ts';
import { readDatabaseUrl, type DatabaseAddress } from './address.ts';
import { connectionOf, type DatabaseOptions, type Row } from './client.ts';
import { postgresFailure } from './failures.ts';

/** One connection, kept: what is set in it and what is begun in it stays until it is closed. */
export interface Session {
  readonly address: DatabaseAddress;
  /** Throws a `PostgresFailure`. Without `values` several statements may stand in it; the rows are the last one's. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  /**
   * The rows of one statement, each value in the server's own words, as psql shows them. A second statement in it is
   * refused by the server. Throws a `PostgresFailure`.
   */
  text(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** Told each NOTICE and WARNING that the server sends. */
  onNotice(listener: (message: string) => void): void;
  close(): Promise<void>;
}

/** Connects at once. Throws a `PostgresFailure` when nobody lets us in. */
export async function openSession(login: DatabaseLogin, options: DatabaseOptions = {}): Promise<Session> {
  const address = readDatabaseUrl(login.url);
  const { Client } = (await import('pg')).default;
  const config: ClientConfig = { ...(await connectionOf(address, options)), password: login.password.reveal() };
  const client = new Client(config);
  // Whoever asks next is told.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    throw postgresFailure(error, address);
  }
  return {
    address,
    async query(sql, values = []) {
      try {
        const result: unknown = await (values.length === 0 ? client.query(sql) : client.query(sql, [...values]));
        return rowsOf(result);
      } catch (error) {
        throw postgresFailure(error, address);
      }
    },
    async text(sql) {
      try {
        return (await client.query<(string | null)[]>(inWords(sql))).rows;
      } catch (error) {
        throw postgresFailure(error, address);
      }
    },
    onNotice: (listener) => void client.on('notice', ({ message }) => listener(message ?? '')),
    close: async () => client.end(),
  };
}

/** By the extended protocol, which takes one statement alone. */
function inWords(text: string): QueryArrayConfig & { readonly queryMode: 'extended' } {
  return { text, rowMode: 'array', queryMode: 'extended', types: { getTypeParser: () => String } };
}

/** Of several statements pg gives a list of results. */
function rowsOf(result: unknown): readonly Row[] {
  const last: unknown = Array.isArray(result) ? result.at(-1) : result;
  return typeof last === 'object' && last !== null && 'rows' in last && Array.isArray(last.rows) ? last.rows : [];
}
