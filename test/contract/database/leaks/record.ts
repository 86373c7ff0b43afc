import { z } from 'zod';
import type { DatabaseLogin } from '../../../../src/core/database.ts';
import { families } from './families.ts';
import { namesOf, newNames, withFolder, type Finding, type Judge } from './judges/judge.ts';
import type { CorrectSchema, Leak } from './leak.ts';
import { apply, type LeakServer } from './server.ts';

const names = z.array(z.string());
const said = z.record(z.string(), names);

/** What each judge said: of each correct schema, and of each leak beyond that. */
export const recordSchema = z.strictObject({
  /** Which Postgres each judge was shown. */
  postgres: z.record(z.string(), z.string()),
  versions: z.record(z.string(), z.string()),
  correct: z.record(z.string(), said),
  leaks: z.record(z.string(), said),
});
export type Recorded = z.infer<typeof recordSchema>;

/** What one judge says, by id. */
export interface Said {
  readonly correct: ReadonlyMap<string, readonly string[]>;
  readonly leaks: ReadonlyMap<string, readonly string[]>;
}

/** Asks one judge about everything, or about one family. */
export async function ask(server: LeakServer, judge: Judge, only?: string): Promise<Said> {
  const correct = new Map<string, readonly string[]>();
  const leaks = new Map<string, readonly string[]>();
  for (const family of families.filter(({ schema }) => only === undefined || schema.id === only)) {
    correct.set(family.schema.id, await ofCorrect(server, judge, family.schema));
    for (const leak of family.leaks) leaks.set(leak.id, await ofLeak(server, judge, family.schema, leak));
  }
  return { correct, leaks };
}

/** Each is a false alarm: of the schema as it is, and of the same access in other words. */
export async function ofCorrect(server: LeakServer, judge: Judge, schema: CorrectSchema): Promise<readonly string[]> {
  return withLook(server, judge, schema, async (look, login) => {
    const before = await look(login);
    await apply(login, schema.rewritten);
    return [...new Set([...namesOf(before), ...newNames(before, await look(login))])].sort();
  });
}

/** What is new after the migration that has the leak. */
export async function ofLeak(
  server: LeakServer,
  judge: Judge,
  schema: CorrectSchema,
  { sql, undo }: Leak,
): Promise<readonly string[]> {
  const known = judge.remembers === true ? undefined : await lookOnce(server, judge, schema);
  return withLook(server, judge, schema, async (look, login) => {
    const before = known ?? (await look(login));
    await apply(login, sql);
    try {
      return newNames(before, await look(login));
    } finally {
      if (undo !== undefined) await apply(login, undo);
    }
  });
}

const looks = new WeakMap<Judge, Map<string, Promise<readonly Finding[]>>>();

/** Of the correct schema. Who keeps no memory says the same of each copy of it. */
async function lookOnce(server: LeakServer, judge: Judge, schema: CorrectSchema): Promise<readonly Finding[]> {
  const known = looks.get(judge) ?? new Map<string, Promise<readonly Finding[]>>();
  looks.set(judge, known);
  const found = known.get(schema.id) ?? withLook(server, judge, schema, async (look, login) => look(login));
  known.set(schema.id, found);
  return found;
}

async function withLook<T>(
  server: LeakServer,
  judge: Judge,
  schema: CorrectSchema,
  use: (look: ReturnType<Judge['look']>, login: DatabaseLogin) => Promise<T>,
): Promise<T> {
  const template = await server.prepare(schema);
  return withFolder(async (folder) =>
    server.withCopy(template, async (login) => {
      if (judge.emptied === true) await apply(login, emptyAll);
      return use(judge.look(folder), login);
    }),
  );
}

const emptyAll = `
do $$ declare each record; begin
  for each in select oid::regclass as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace loop
    execute format('truncate %s cascade', each.name);
  end loop;
end $$;
set storage.allow_delete_query = 'true';
delete from storage.objects;`;
