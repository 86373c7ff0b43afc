import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { databaseDown } from '../../../src/actions/database/down.ts';
import { perform, plan } from '../../../src/actions/testing/workspace.ts';
import { systemClock } from '../../../src/core/clock.ts';
import type { Outcome } from '../../../src/core/action.ts';
import type { ScratchOptions } from '../../../src/core/scratch.ts';
import { callAction } from '../../../src/run/one-action.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { openSupabase } from '../../../src/services/supabase/client.ts';
import { hasPostgres } from '../postgres-client.ts';
import { codesOf, openPushedPlace, refusalOf, type PushPlace } from './push.ts';
import { engines, isMissing, openScratch, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const migrations = {
  '20250101000000_ideas.sql':
    'create table public.ideas (id int primary key, title text);\ngrant select on public.ideas to anon;\n',
  '20250102000000_tags.sql':
    'create table public.tags (id int primary key);\nrevoke select on public.ideas from anon;\n',
  '20250103000000_place.sql': 'alter table public.ideas add column place text;\n',
};
const ways = {
  '20250102000000_tags.sql': 'drop table public.tags;\ngrant select on public.ideas to anon;\n',
  '20250103000000_place.sql': 'alter table public.ideas drop column place;\n',
};

/** A staging database that has had the migrations. */
async function openPushed(
  downs: Readonly<Record<string, string>> = ways,
  engine?: 'native' | 'pglite',
): Promise<PushPlace> {
  const chosen = engine === undefined ? {} : { engine };
  const place = await openPushedPlace(migrations, { exposure: 'explicit', ...chosen });
  await putWays(place, downs);
  return place;
}

async function bare({ workspace, staging }: PushPlace): Promise<void> {
  const { error } = await (await openSupabase(workspace.exec)).push(staging.login);
  if (error !== undefined) throw new Error(error.message);
}

async function putWays({ workspace }: PushPlace, downs: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(downs)) await workspace.put(`supabase/down/${name}`, text);
}

async function goDown({ workspace }: PushPlace, input: object = {}): Promise<Outcome> {
  return (await perform(databaseDown, workspace.context({ environment: 'staging' }), input)).outcome;
}

async function planned({ workspace }: PushPlace, input: object = {}) {
  return plan(databaseDown, workspace.context({ environment: 'staging' }), input);
}

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('the newest two are taken back, and the CLI pushes them again', async () => {
    const place = await openPushed(ways, engine);
    const outcome = await goDown(place, { newest: '2' });
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { left: [], lost: [] } });
    expect(outcome.reason).toBeUndefined();
    expect(outcome.done).toMatch(
      /^ran supabase\/down\/20250103000000_place\.sql, supabase\/down\/20250102000000_tags\.sql/,
    );
    expect(await place.history()).toEqual(['20250101000000']);
    expect(await place.tables()).toEqual(['ideas']);
    await bare(place);
    expect(await place.history()).toEqual(['20250101000000', '20250102000000', '20250103000000']);
    expect(await place.tables()).toEqual(['ideas', 'tags']);
  });
});

test('a plan runs nothing, and says what would be run', async () => {
  const place = await openPushed();
  const { summary, changes } = await planned(place);
  expect(summary).toMatch(/^Take 1 migration back from .*: 20250103000000_place\.sql; tried on /);
  expect(changes).toEqual([
    {
      kind: 'run',
      target: 'supabase/down/20250103000000_place.sql',
      summary: 'line 1 destructive: alter table public.ideas drop column place',
    },
  ]);
  expect(await place.history()).toHaveLength(3);
});

test('without a way back, or with a wrong one, nothing is run', async () => {
  const place = await openPushed({ ...ways, '20250102000000_tags.sql': 'drop table public.tags;' });
  expect(await refusalOf(goDown(place, { newest: '2' }))).toMatchObject({
    code: 'database.no-way-back',
    what: '20250102000000_tags.sql cannot be taken back',
    why: expect.stringContaining('privileges on table public.ideas to anon is missing'),
    file: 'supabase/down/20250102000000_tags.sql',
  });
  const both = await refusalOf(goDown(place, { newest: '3' }));
  expect(codesOf(both)).toEqual(['database.no-way-back', 'database.no-way-back']);
  expect(both.why).toContain('20250101000000_ideas.sql');
  expect((await refusalOf(goDown(place, { newest: '4' }))).code).toBe('database.fewer-applied');
  expect(await place.history()).toHaveLength(3);
  expect(await place.tables()).toEqual(['ideas', 'tags']);
});

test('one that loses rows goes only where that is said', async () => {
  const place = await openPushed();
  await place.put({ '20250104000000_title.sql': 'alter table public.ideas drop column title;' });
  await bare(place);
  await putWays(place, { '20250104000000_title.sql': 'alter table public.ideas add column title text;' });
  const refusal = await refusalOf(planned(place));
  expect(refusal).toMatchObject({ code: 'database.no-way-back', why: expect.stringContaining('not the data') });
  expect(refusal.fix).toContain('`--accept schema-only` (in a binding: `accept=schema-only`)');
  const outcome = await goDown(place, { accept: 'schema-only' });
  expect(outcome).toMatchObject({ verdict: 'verified', reason: expect.stringContaining('not the data') });
});

test('rows that came since are named, and go only where that is said', async () => {
  const place = await openPushed();
  await place.session.query(
    `insert into public.tags values (1), (2); insert into public.ideas values (1, 'a', 'here')`,
  );
  const refusal = await refusalOf(planned(place, { newest: '2' }));
  expect(refusal).toMatchObject({ code: 'database.rows-since' });
  expect(refusal.why).toContain('table public.tags holds 2 rows');
  expect(refusal.why).toContain('column public.ideas.place holds 1 value');
  expect(await goDown(place, { newest: '2', accept: 'rows-since' })).toMatchObject({ verdict: 'verified' });
});

test('other bytes than were tried are not run, nor on another history', async () => {
  const place = await openPushed();
  const context = place.workspace.context({ environment: 'staging' });
  const made = await plan(databaseDown, context, {});
  if (databaseDown.effects === 'none') throw new Error('it has effects');
  const input = databaseDown.input.parse({});
  await putWays(place, { '20250103000000_place.sql': 'drop table public.ideas cascade;' });
  expect(await refusalOf(databaseDown.apply(context, input, made))).toMatchObject({
    code: 'database.changed-since-plan',
    why: 'the way back of 20250103000000_place.sql is not what was tried; nothing was run',
  });
  await putWays(place, ways);
  await place.session.query(`delete from supabase_migrations.schema_migrations where version = '20250102000000'`);
  expect((await refusalOf(databaseDown.apply(context, input, made))).why).toContain('other migrations meanwhile');
  expect(await place.tables()).toEqual(['ideas', 'tags']);
});

test('rows that only the environment has can stop it: nothing of that one is kept, and the one before it is taken back', async () => {
  const place = await openPushed({
    ...ways,
    '20250102000000_tags.sql':
      'drop table public.tags;\ngrant select on public.ideas to anon;\nalter table public.ideas add constraint few check (id <> 77);\nalter table public.ideas drop constraint few;\n',
  });
  await place.session.query(`insert into public.ideas values (77, 'a')`);
  const outcome = await goDown(place, { newest: '2', accept: 'untried' });
  expect(outcome.verdict).toBe('failed');
  expect(outcome.reason).toMatch(
    /^1 of 2 are taken back; 20250102000000_tags\.sql failed at statement 3 \(line 3: .*"few".*; nothing of it was kept$/,
  );
  expect(await place.history()).toEqual(['20250101000000', '20250102000000']);
  expect(await place.tables()).toEqual(['ideas', 'tags']);
});

test('what somebody undid before it is verified is seen', async () => {
  const place = await openPushed();
  const { outcome } = await perform(databaseDown, place.workspace.context({ environment: 'staging' }), {}, async () =>
    place.session.query('alter table public.ideas add column place int'),
  );
  expect(outcome).toMatchObject({ verdict: 'failed', reason: 'column public.ideas.place is still there' });
});

test('production is not taken back by a command: it needs an approval, which a run asks for', async () => {
  const place = await openPushed();
  const { root } = place.workspace;
  const production = {
    workspace: {
      root,
      config: { rehearse: [], environments: { production: { production: true } }, rehearsal: {} },
      settings: (area: string) => (area === 'database' ? { exposure: 'explicit' } : undefined),
    },
    action: databaseDown,
    input: databaseDown.input.parse({}),
    environment: 'production',
    childEnv: { PATH: `${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`, HOME: root },
    clock: systemClock,
    say: () => undefined,
    database: async () => place.staging.login,
    scratch: async (wish?: ScratchOptions) => openScratch(wish),
  };
  expect((await refusalOf(callAction(production, true))).code).toBe('approval.needs-run');
  expect(await place.history()).toHaveLength(3);
});

describe.skipIf(!hasPostgres)('needs postgres: others at work', () => {
  test('a lock that hangs: it gives up in time, and nothing is lost', async () => {
    const place = await openPushed();
    const other = await openSession(place.staging.login);
    stops.push(async () => other.close());
    await other.query('begin; lock table public.ideas in access share mode');
    const outcome = await goDown(place, { wait: '1' });
    expect(outcome.verdict).toBe('failed');
    expect(outcome.reason).toMatch(/lock timeout \(somebody holds it: .*\); nothing of it was kept$/);
    await other.query('commit');
    await setTimeout(500);
    expect(await place.history()).toHaveLength(3);
  });

  test('somebody who takes the same one back at the same time finds nothing to do', async () => {
    const place = await openPushed();
    const other = await openSession(place.staging.login);
    stops.push(async () => other.close());
    const outcome = await perform(
      databaseDown,
      place.workspace.context({
        environment: 'staging',
        say: (line) => {
          if (line.startsWith('running'))
            void other.query(`begin; delete from supabase_migrations.schema_migrations where version = '20250103000000';
              select pg_sleep(1); alter table public.ideas drop column place; commit`);
        },
      }),
      {},
    );
    expect(outcome.outcome.verdict).toBe('verified');
    expect(await place.history()).toEqual(['20250101000000', '20250102000000']);
  });
});
