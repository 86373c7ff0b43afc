import { z } from 'zod';
import { openSession, type Session } from '../../../../services/postgres/session.ts';
import type { DatabaseLogin } from '../../../../core/database.ts';
import { columns } from './columns.ts';
import { privileges } from './privileges.ts';
import { relations, views } from './relations.ts';
import { rolesAndRows } from './roles-and-rows.ts';
import { routines } from './routines.ts';
import { security } from './security.ts';
import type { CatalogueQuery, Thing } from './thing.ts';

/** In the order in which things can be made. */
const queries = [...relations, ...routines, ...views, ...columns, ...security, ...privileges, ...rolesAndRows];

const rows = z.array(
  z.looseObject({
    kind: z.string(),
    name: z.string(),
    parent: z.string().nullish(),
    state: z.string(),
    make: z.string(),
    unmake: z.string(),
    alter: z.string().nullish(),
    within: z.boolean().nullish(),
  }),
);

/** What each query found, or the words with which the server refused it. */
export type Read = ReadonlyMap<string, readonly Thing[] | string>;

/**
 * In one transaction that may not write; `further` queries are asked after the others. Throws a `PostgresFailure` when the
 * database does not let us in.
 */
export async function readCatalogue(login: DatabaseLogin, further: readonly CatalogueQuery[] = []): Promise<Read> {
  const session = await openSession(login, { timeoutMs: 60_000 });
  try {
    await session.query('begin transaction isolation level repeatable read read only');
    const read = await readCatalogueWithin(session, further);
    await session.query('rollback');
    return read;
  } finally {
    await session.close();
  }
}

/** The same in a transaction that was begun, whose snapshot it sees. */
export async function readCatalogueWithin(session: Session, further: readonly CatalogueQuery[] = []): Promise<Read> {
  // Names are written in full where nothing is on the path; and rows that a policy would hide are an error.
  await session.query(`set local search_path = ''; set local row_security = off`);
  const read = new Map<string, readonly Thing[] | string>();
  for (const query of [...queries, ...further]) read.set(query.of, await answer(session, query));
  return read;
}

async function answer(session: Session, { sql, needs }: CatalogueQuery): Promise<readonly Thing[] | string> {
  await session.query('savepoint one');
  try {
    if (needs !== undefined) {
      const [{ there } = {}] = await session.query('select to_regclass($1) is not null as there', [needs]);
      if (there !== true) return [];
    }
    return rows.parse(await session.query(sql)).map(thingOf);
  } catch (error) {
    await session.query('rollback to savepoint one');
    return error instanceof Error ? error.message : 'it could not be read';
  }
}

function thingOf({ kind, name, parent, state, make, unmake, alter, within }: z.infer<typeof rows>[number]): Thing {
  return {
    kind,
    name,
    state,
    make,
    unmake,
    parent: parent ?? undefined,
    alter: alter ?? undefined,
    within: within ?? false,
  };
}
