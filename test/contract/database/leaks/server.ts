import { env } from 'node:process';
import pg from 'pg';
import type { DatabaseLogin } from '../../../../src/core/database.ts';
import type { Exposure, Scratch } from '../../../../src/core/scratch.ts';
import { scratchOf } from '../../../../src/rehearsal/scratch.ts';
import { readDatabaseUrl } from '../../../../src/services/postgres/address.ts';
import type { CorrectSchema } from './leak.ts';
import { customRoles, people } from './personas.ts';

/** A database that is gone when `use` is over. */
export type WithDatabase = <T>(from: string, use: (login: DatabaseLogin) => Promise<T>) => Promise<T>;

/** One server for the whole corpus; each leak gets a copy of a template. */
export interface LeakServer {
  readonly version: string;
  /** Makes a template of a schema with its rows, and gives its name. */
  prepare(schema: CorrectSchema): Promise<string>;
  readonly withCopy: WithDatabase;
  close(): Promise<void>;
}

export async function openServer(): Promise<LeakServer> {
  const scratch = await scratchOf({ env })({ engine: 'native', exposure: 'auto' });
  await apply(scratch.login, customRoles);
  const bases = await makeBases(scratch);
  const prepared = new Map<string, Promise<string>>();
  const prepare = async (schema: CorrectSchema) => {
    const name = `correct_${schema.id.replaceAll('-', '_')}`;
    await copy(scratch, bases[schema.exposure], name);
    await apply(inDatabase(scratch.login, name), `${schema.sql}\n${schema.rows}`);
    return name;
  };
  let copies = 0;
  return {
    version: scratch.version,
    async prepare(schema) {
      const before = prepared.get(schema.id) ?? prepare(schema);
      prepared.set(schema.id, before);
      return before;
    },
    async withCopy(from, use) {
      copies += 1;
      const name = `copy_${copies}`;
      await copy(scratch, from, name);
      try {
        return await use(inDatabase(scratch.login, name));
      } finally {
        await apply(scratch.admin, `drop database ${name} with (force)`, 'postgres');
      }
    },
    close: async () => scratch.close(),
  };
}

/** A template for each way in which new tables are exposed. */
async function makeBases(scratch: Scratch): Promise<Readonly<Record<Exposure, string>>> {
  await apply(scratch.login, people);
  await copy(scratch, 'postgres', 'base_auto');
  await copy(scratch, 'postgres', 'base_explicit');
  const kinds = ['tables', 'functions', 'sequences'];
  const closed = kinds.map(
    (kind) =>
      `alter default privileges in schema public revoke all on ${kind} from postgres, anon, authenticated, service_role;`,
  );
  await apply(inDatabase(scratch.login, 'base_explicit'), closed.join('\n'));
  return { auto: 'base_auto', explicit: 'base_explicit' };
}

async function copy(scratch: Scratch, from: string, name: string): Promise<void> {
  await apply(scratch.admin, `create database ${name} template ${from} owner postgres`, 'template1');
}

/** As a migration: all of it or nothing, as the login says. */
export async function apply(login: DatabaseLogin, sql: string, database?: string): Promise<void> {
  const client = await connect(database === undefined ? login : inDatabase(login, database));
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export async function connect(login: DatabaseLogin): Promise<pg.Client> {
  const { host, port, user, database } = readDatabaseUrl(login.url);
  const client = new pg.Client({ host, port, user, database, password: login.password.reveal() });
  await client.connect();
  return client;
}

function inDatabase(login: DatabaseLogin, name: string): DatabaseLogin {
  const url = new URL(login.url);
  url.pathname = `/${name}`;
  return { ...login, url: url.toString() };
}
