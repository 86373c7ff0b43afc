import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { connect } from '../server.ts';
import type { Judge } from './judge.ts';

const row = z.looseObject({ name: z.string(), cache_key: z.string(), categories: z.array(z.string()) });

/** The `splinter.sql` of a checkout of supabase/splinter, its security lints. */
export async function splinter(file: string, version: string): Promise<Judge> {
  const sql = (await readFile(file, 'utf8')).replace(/^\s*set local search_path = '';/, '');
  return {
    version,
    look: () => async (login) => {
      const client = await connect(login);
      try {
        await client.query(`begin; set local search_path = ''; set local pgrst.db_schemas = 'public'`);
        const { rows } = await client.query<Record<string, unknown>>(sql);
        return z
          .array(row)
          .parse(rows)
          .filter(({ categories }) => categories.includes('SECURITY'))
          .map(({ name, cache_key: key }) => ({ name, key }));
      } finally {
        await client.end();
      }
    },
  };
}
