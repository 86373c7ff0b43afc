import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { databaseBack } from '../../../src/actions/database/back.ts';
import { check, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import type { ActionContext, Outcome } from '../../../src/core/action.ts';
import type { Scratch } from '../../../src/core/scratch.ts';
import { PostgresFailure } from '../../../src/services/postgres/failures.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { databaseWorkspace, engines, isMissing } from './workspace.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const factsSchema = z.looseObject({
  migrations: z.array(z.looseObject({ migration: z.string(), state: z.string() })),
});

function statesOf({ facts }: Outcome): readonly string[] {
  return factsSchema.parse(facts).migrations.map(({ state }) => state);
}

const ideas = 'create table public.ideas (id int primary key, title text);';

function laid(folder: string, files: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(files).map(([name, text]) => [`supabase/${folder}/${name}`, text]);
}

async function workspaceWith(
  migrations: Readonly<Record<string, string>>,
  downs: Readonly<Record<string, string>> = {},
): Promise<TestWorkspace> {
  return databaseWorkspace({
    files: Object.fromEntries([...laid('migrations', migrations), ...laid('down', downs)]),
  });
}

function settled(down: object): Partial<ActionContext> {
  return { settings: (area) => (area === 'database' ? { exposure: 'explicit', down } : undefined) };
}

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('every migration of the example can be taken back', async () => {
    const workspace = await databaseWorkspace({ engine });
    const example = join(import.meta.dirname, '../../../examples/hotdash/supabase');
    await cp(example, join(workspace.root, 'supabase'), { recursive: true });
    const outcome = await check(databaseBack, workspace.context(), {});
    expect({ reason: outcome.reason, verdict: outcome.verdict }).toEqual({ verdict: 'verified' });
    expect(statesOf(outcome)).toEqual(['given-back', 'given-back', 'given-back', 'given-back']);
  });
});

test('without a way back it is unknown, and a draft is kept that gives everything back', async () => {
  const migration = `create schema app;
create type app.mood as enum ('calm');
create table app.ideas (id int primary key, mood app.mood);
create function app.now_or(at timestamptz) returns timestamptz language sql stable as 'select coalesce(at, now())';
create table app.notes (id int primary key, idea int references app.ideas (id), at timestamptz default app.now_or(null));
create view app.all_notes as select id from app.notes;
alter table public.ideas alter column title set not null;`;
  const files = { '1_ideas.sql': ideas, '2_app.sql': migration };
  const workspace = await workspaceWith(files);
  const outcome = await check(databaseBack, workspace.context(), { newest: '1' });
  expect(outcome).toMatchObject({ verdict: 'unknown' });
  expect(outcome.reason).toMatch(/^2_app\.sql: it has no way back: write supabase\/down\/2_app\.sql \(a draft is kept/);
  await workspace.put('supabase/down/2_app.sql', workspace.kept.get('draft-2_app.sql') ?? '');
  const again = await check(databaseBack, workspace.context(), { newest: '1' });
  expect({ verdict: again.verdict, reason: again.reason }).toEqual({ verdict: 'verified' });
});

test('a migration that fails over rows is tried without them, and what becomes of rows is unknown', async () => {
  const workspace = await workspaceWith(
    { '1_ideas.sql': ideas, '2_place.sql': 'alter table public.ideas add column place text not null;' },
    { '1_ideas.sql': 'drop table public.ideas;', '2_place.sql': 'alter table public.ideas drop column place;' },
  );
  const outcome = await check(databaseBack, workspace.context(), {});
  expect(outcome.verdict).toBe('unknown');
  expect(statesOf(outcome)).toEqual(['given-back', 'untried']);
  expect(outcome.reason).toMatch(
    /^2_place\.sql: it fails over rows that were made up \(at statement 1 .*contains null values/,
  );
});

test('one that cannot be applied fails, and nobody has tried what comes after it', async () => {
  const workspace = await workspaceWith(
    { '1_ideas.sql': ideas, '2_more.sql': 'select nothing;', '3_last.sql': 'select 1;' },
    { '1_ideas.sql': 'drop table public.ideas;' },
  );
  const outcome = await check(databaseBack, workspace.context(), {});
  expect(statesOf(outcome)).toEqual(['given-back', 'not-applied', 'untried']);
  expect(outcome.reason).toContain('2_more.sql: it cannot be applied at statement 1 (line 1: select nothing)');
});

test('the trial goes on after a wrong one', async () => {
  const workspace = await workspaceWith(
    { '1_ideas.sql': ideas, '2_a.sql': 'create table public.a ();', '3_b.sql': 'create table public.b ();' },
    { '1_ideas.sql': 'drop table public.ideas;', '2_a.sql': 'select 1;', '3_b.sql': 'drop table public.b;' },
  );
  const outcome = await check(databaseBack, workspace.context(), {});
  expect(outcome.verdict).toBe('failed');
  expect(statesOf(outcome)).toEqual(['given-back', 'not-given-back', 'given-back']);
});

test('a table that takes no row leaves it unknown what becomes of rows', async () => {
  const guarded = `${ideas}
create function public.no() returns trigger language plpgsql as $$ begin return null; end $$;
create trigger no before insert on public.ideas for each row execute function public.no();
alter table public.ideas enable always trigger no;`;
  const workspace = await workspaceWith(
    { '1_ideas.sql': guarded, '2_drop.sql': 'alter table public.ideas drop column title;' },
    { '2_drop.sql': 'alter table public.ideas add column title text;' },
  );
  const outcome = await check(databaseBack, workspace.context(), { newest: '1' });
  expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('public.ideas took no row') });
});

test('a file that is no migration’s way back, and a reason for no migration, fail', async () => {
  const workspace = await workspaceWith({ '1_ideas.sql': ideas }, { '1_idea.sql': 'drop table public.ideas;' });
  const down = { irreversible: { '1': 'it is the first', '7': 'gone' } };
  const outcome = await check(databaseBack, workspace.context(settled(down)), {});
  expect(outcome.verdict).toBe('failed');
  expect(statesOf(outcome)).toEqual(['irreversible']);
  expect(outcome.reason).toContain('git mv supabase/down/1_idea.sql supabase/down/1_ideas.sql');
  expect(outcome.reason).toContain('database.down.irreversible names 7, which no migration has');
});

test('ways back may lie elsewhere', async () => {
  const workspace = await workspaceWith({ '1_ideas.sql': ideas });
  await workspace.put('db/back/1_ideas.sql', 'drop table public.ideas;');
  const outcome = await check(databaseBack, workspace.context(settled({ folder: 'db/back' })), {});
  expect(outcome).toMatchObject({ verdict: 'verified' });
});

test('no migration at all is no green', async () => {
  const workspace = await databaseWorkspace();
  expect(await check(databaseBack, workspace.context(), {})).toMatchObject({ verdict: 'unknown' });
});

test('a way back that hangs is ended in time: what hung, that nothing of it was kept, and the next is tried', async () => {
  const workspace = await workspaceWith(
    { '20250101000000_ideas.sql': ideas, '20250102000000_tags.sql': 'create table public.tags (id int primary key);' },
    {
      '20250101000000_ideas.sql': 'drop table public.ideas;\nselect pg_sleep(600);',
      '20250102000000_tags.sql': 'drop table public.tags;',
    },
  );
  const opened: Scratch[] = [];
  const given = workspace.context();
  const context: ActionContext = {
    ...given,
    scratch: async (wish) => {
      const scratch = await given.scratch(wish);
      opened.push(scratch);
      return scratch;
    },
  };
  const outcome = await check(databaseBack, context, { seconds: '2' });
  expect(outcome.verdict).toBe('failed');
  expect(outcome.reason).toMatch(
    /fails at statement 2 \(line 2: select pg_sleep\(600\)\): canceling statement due to statement timeout \(it hung, or needs more than its 2 s: give it more by `--seconds 20`.*nothing of it was kept/,
  );
  expect(statesOf(outcome)).toEqual(['fails', 'given-back']);
  // Its server is gone, and what hung with it.
  for (const { login } of opened) await expect(openSession(login)).rejects.toBeInstanceOf(PostgresFailure);
});
