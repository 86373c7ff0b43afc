import pg from 'pg';
import type { DatabaseLogin } from '../../../../src/core/database.ts';
import type { Trial } from './leak.ts';
import { personas, type Persona } from './personas.ts';
import { connect } from './server.ts';

/** How many rows it reached, `refused`, or another SQLSTATE. */
export type Reached = number | 'refused' | `error ${string}`;

/** Really does it, as that persona, and takes it back. By itself: it shares nothing with the matrix that it checks. */
export async function reach(login: DatabaseLogin, { persona, sql }: Trial): Promise<Reached> {
  const client = await connect(login);
  try {
    await client.query('begin');
    await become(client, personas[persona]);
    return await count(client, sql);
  } finally {
    await client.query('rollback');
    await client.end();
  }
}

async function become(client: pg.Client, { role, claims, settings = {} }: Persona): Promise<void> {
  const all = { ...settings, ...(claims === undefined ? {} : { 'request.jwt.claims': JSON.stringify(claims) }), role };
  for (const [name, value] of Object.entries(all)) await client.query('select set_config($1, $2, true)', [name, value]);
}

async function count(client: pg.Client, sql: string): Promise<Reached> {
  try {
    const result: pg.QueryResult | pg.QueryResult[] = await client.query(sql);
    return (Array.isArray(result) ? result.at(-1) : result)?.rowCount ?? 0;
  } catch (error) {
    const code = error instanceof pg.DatabaseError ? (error.code ?? '') : String(error);
    return code === '42501' ? 'refused' : `error ${code}`;
  }
}
