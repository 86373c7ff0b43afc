import { cp, glob, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ActionContext } from '../../../src/core/action.ts';
import { openSession, type Session } from '../../../src/services/postgres/session.ts';
import { openSupabase, type PushResult } from '../../../src/services/supabase/client.ts';
import type { TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import { openPushedScratch } from './pushed.ts';
import { databaseWorkspace, stops } from './workspace.ts';

const migration = `
create type public.mood as enum ('calm', 'loud');
create table public.ideas (
  id text primary key, title text not null, mood public.mood not null, score numeric,
  made timestamptz not null default now()
);
create table public.notes (idea text not null references public.ideas (id), words text not null);
`;

export const seed = `-- Two ideas.
insert into public.ideas (id, title, mood, score) values
  ('a', 'First', 'calm', 12345678901234567890.5), ('b', 'Second; with ''quotes''', 'loud', null)
on conflict (id) do update set title = excluded.title, mood = excluded.mood;
`;

const folder = 'supabase/migrations';
const files = {
  'supabase/config.toml': 'project_id = "t"\n[db.seed]\nsql_paths = ["./seed.sql", "./seeds/*.sql"]\n',
  [`${folder}/20251001000000_ideas.sql`]: migration,
  'supabase/seed.sql': seed,
};

interface StagedWorkspace extends Omit<TestWorkspace, 'context'> {
  readonly context: (wish?: Partial<ActionContext>) => ActionContext;
  /** On staging. */
  readonly session: Session;
  readonly push: (includeSeed: boolean) => Promise<PushResult>;
}

interface StagedOptions {
  readonly engine?: 'native' | 'pglite';
  readonly files?: Readonly<Record<string, string>>;
  /** A folder whose supabase/ and tests/ are the workspace's instead. */
  readonly like?: string;
  /** The config's section `database`, beside its exposure. */
  readonly database?: object;
}

/** A workspace whose staging has its migrations already. `twin` is production's database by another name. */
export async function staged({
  engine,
  files: more = {},
  like,
  database,
}: StagedOptions = {}): Promise<StagedWorkspace> {
  const chosen = engine === undefined ? {} : { engine };
  const staging = await openPushedScratch(await migrationsOf(like), { exposure: 'explicit', ...chosen });
  const elsewhere = { ...staging.login, url: 'postgres://postgres@127.0.0.1:9/postgres' };
  const workspace = await databaseWorkspace({
    files: like === undefined ? { ...files, ...more } : {},
    databases: { staging: staging.login, production: elsewhere, twin: elsewhere },
    ...chosen,
  });
  for (const folder of like === undefined ? [] : ['supabase', 'tests'])
    await cp(join(like ?? '', folder), join(workspace.root, folder), { recursive: true });
  const environments = { staging: {}, twin: {}, production: { production: true, database: { url: elsewhere.url } } };
  const cli = await openSupabase(workspace.exec);
  const push: StagedWorkspace['push'] = async (includeSeed) => cli.push(staging.login, { includeSeed });
  const session = await openSession(staging.login);
  stops.push(async () => session.close());
  return {
    ...workspace,
    session,
    push,
    context: (wish: Partial<ActionContext> = {}) =>
      workspace.context({
        environment: 'staging',
        settings: (area) => (area === 'environments' ? environments : { exposure: 'explicit', ...database }),
        ...wish,
      }),
  };
}

export async function titles(session: Session): Promise<readonly unknown[]> {
  return (await session.query('select title from public.ideas order by id')).map(({ title }) => title);
}

async function migrationsOf(like: string | undefined): Promise<Readonly<Record<string, string>>> {
  if (like === undefined) return { '20251001000000_ideas.sql': migration };
  const found: Record<string, string> = {};
  for await (const path of glob(join(like, folder, '*.sql'))) found[basename(path)] = await readFile(path, 'utf8');
  return found;
}
