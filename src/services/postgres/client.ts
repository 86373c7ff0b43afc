import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ClientConfig, Pool } from 'pg';
import type { DatabaseLogin } from '../../core/database.ts';
import { readDatabaseUrl, type DatabaseAddress } from './address.ts';
import { postgresFailure } from './failures.ts';

export interface DatabaseOptions {
  /** Where relative paths in the URL begin: the workspace. */
  readonly root?: string;
  /** For connecting, and for each statement; 10 seconds when absent. */
  readonly timeoutMs?: number;
  /** After so many statements a connection is closed and another taken; never, when absent. */
  readonly statementsPerConnection?: number;
}

export type Row = Readonly<Record<string, unknown>>;

/** A database, one statement at a time: which connection it goes over is not said, as behind a transaction pooler. */
export interface Database {
  readonly address: DatabaseAddress;
  /** Throws a `PostgresFailure`. Without `values` several statements may stand in it: they are one transaction. */
  query(sql: string, values?: readonly unknown[]): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/** Nothing is connected until something is asked. Throws a Failure when the URL cannot be used. */
export async function openDatabase(login: DatabaseLogin, options: DatabaseOptions = {}): Promise<Database> {
  const address = readDatabaseUrl(login.url);
  const { Pool } = (await import('pg')).default;
  const { statementsPerConnection } = options;
  const pool = new Pool({
    ...(await connectionOf(address, options)),
    password: () => login.password.reveal(),
    max: 2,
    ...(statementsPerConnection === undefined ? {} : { maxUses: statementsPerConnection }),
    allowExitOnIdle: true,
  });
  // Connections that break while nobody uses them are replaced by the pool when they are needed.
  pool.on('error', () => undefined);
  return { address, query: async (sql, values) => ask(pool, address, sql, values), close: async () => pool.end() };
}

async function ask(
  pool: Pool,
  address: DatabaseAddress,
  sql: string,
  values: readonly unknown[] = [],
): Promise<readonly Row[]> {
  try {
    const { rows } = await (values.length === 0 ? pool.query<Row>(sql) : pool.query<Row>(sql, [...values]));
    return rows;
  } catch (error) {
    throw postgresFailure(error, address);
  }
}

/** What every connection of ours is opened with, but for the password. */
export async function connectionOf(address: DatabaseAddress, options: DatabaseOptions): Promise<ClientConfig> {
  const { host, port, user, database } = address;
  const { timeoutMs = 10_000 } = options;
  return {
    host,
    port,
    user,
    database,
    ssl: await tls(address, options),
    application_name: 'prestage',
    connectionTimeoutMillis: timeoutMs,
    // By our own watch: what is set at the start of a session, a transaction pooler refuses.
    query_timeout: timeoutMs,
  };
}

async function tls({ tls, rootCertificate }: DatabaseAddress, { root = '.' }: DatabaseOptions) {
  if (tls === 'off') return false;
  if (tls === 'encrypted') return { rejectUnauthorized: false };
  return rootCertificate === undefined ? true : { ca: await readFile(resolve(root, rootCertificate), 'utf8') };
}
