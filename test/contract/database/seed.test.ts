import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { databaseSeed } from '../../../src/actions/database/seed.ts';
import { whereToSeed } from '../../../src/actions/database/seed/where.ts';
import { item, runView } from '../../../src/actions/testing/run.ts';
import { createWorkspace, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { Failure } from '../../../src/core/failure.ts';
import { Secret } from '../../../src/core/secret.ts';
import { engines, isMissing, stops } from './workspace.ts';
import { seed, staged, titles } from './seed-workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

async function refusal(trying: Promise<unknown>): Promise<Failure> {
  const error: unknown = await trying.then(
    () => new Error('it went well'),
    (error: unknown) => error,
  );
  if (error instanceof Failure) return error;
  throw error;
}

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('a changed seed, which the CLI claims and does not run, is run', async () => {
    const workspace = await staged({ engine });
    const { context, session, push } = workspace;
    const first = await perform(databaseSeed, context(), {});
    expect(first.outcome).toMatchObject({ verdict: 'verified', facts: { runBy: 'cli', idempotent: true } });
    expect(await titles(session)).toEqual(['First', "Second; with 'quotes'"]);

    await workspace.put('supabase/seed.sql', seed.replace('First', 'Other'));
    const claimed = await push(true);
    expect(claimed.error).toBeUndefined();
    expect(claimed.result.stdout).toContain('supabase/seed.sql');
    expect(await titles(session)).toContain('First');
    const deceived = await perform(databaseSeed, context(), {});
    expect(deceived.outcome).toMatchObject({ verdict: 'unknown', facts: { runBy: 'nobody' } });
    expect(deceived.outcome.reason).toContain('the CLI recorded a changed seed without running it');
    const rerun = await perform(databaseSeed, context(), { differing: 'rerun' });
    expect(rerun.outcome).toMatchObject({ verdict: 'verified', facts: { runBy: 'prestage' } });
    expect(await titles(session)).toContain('Other');

    await workspace.put('supabase/seed.sql', seed.replace('First', 'Third'));
    const again = await perform(databaseSeed, context(), {});
    expect(again.outcome).toMatchObject({ verdict: 'verified', facts: { runBy: 'prestage' } });
    expect(again.outcome.done).toContain('the CLI records a changed seed without running it');
    expect(await titles(session)).toContain('Third');
    expect((await push(true)).result.stdout).not.toContain('seed.sql');
  });
});

describe.skipIf(isMissing('native'))('needs postgres: on staging', () => {
  test('rows that are gone are missed, and made again', async () => {
    const { context, session } = await staged();
    const gone = await perform(databaseSeed, context(), {}, async () =>
      session.query(`delete from public.ideas where id = 'b'`),
    );
    expect(gone.outcome).toMatchObject({ verdict: 'failed', facts: { tables: { 'public.ideas': { missing: 1 } } } });
    expect(gone.outcome.reason).toContain('1 of 2 seeded rows of public.ideas are not there (b)');
    const made = await perform(databaseSeed, context(), {});
    expect(made.plan.changes).toMatchObject([{ summary: expect.stringContaining('its rows are gone') }]);
    expect(made.outcome.verdict).toBe('verified');
    expect(await titles(session)).toHaveLength(2);
  });

  test('a seed that is changed after it was planned is not said to have been run', async () => {
    const workspace = await staged();
    const { outcome } = await perform(databaseSeed, workspace.context(), {}, async () =>
      workspace.put('supabase/seed.sql', seed.replace('First', 'Later')),
    );
    expect(outcome.verdict).toBe('failed');
    expect(outcome.reason).toContain('what it says now was not run');
  });

  test('a changed seed that leaves what is there says so', async () => {
    const nothing = seed.replace(/do update.*/, 'do nothing;');
    const workspace = await staged({ files: { 'supabase/seed.sql': nothing } });
    expect((await perform(databaseSeed, workspace.context(), {})).outcome.verdict).toBe('verified');
    await workspace.put('supabase/seed.sql', nothing.replace('First', 'Third'));
    const { outcome } = await perform(databaseSeed, workspace.context(), {});
    expect(outcome).toMatchObject({ verdict: 'failed', facts: { runBy: 'prestage' } });
    expect(outcome.reason).toContain('1 of 2 rows of public.ideas hold other values than the seeds write (a)');
  });

  test('production is refused, by its name, its address and when nobody says that it is not', async () => {
    const { context } = await staged();
    for (const environment of ['production', 'other', 'twin']) {
      const error = await refusal(plan(databaseSeed, context({ environment }), {}));
      expect([error.data.code, error.exitCode]).toEqual(['database.seed-production', 1]);
    }
  });

  test("the example's staging shares its pooler with production, and is not taken for it", async () => {
    const config = await readFile(join(import.meta.dirname, '../../../examples/hotdash/prestage.config.ts'), 'utf8');
    const [staging = '', production = ''] = [...config.matchAll(/url: '(postgres:[^']+)'/g)].map(([, url]) => url);
    expect([new URL(staging).host, staging]).toEqual([new URL(production).host, expect.not.stringMatching(production)]);
    const workspace = await createWorkspace();
    stops.push(async () => workspace.remove());
    const environments = { staging: {}, production: { production: true, database: { url: production } } };
    const where = async (url: string) => {
      const database = async () => ({ url, password: new Secret('supabase_database_password', 'x') });
      return whereToSeed(workspace.context({ environment: 'staging', settings: () => environments, database }));
    };
    expect(await where(staging)).toMatchObject({ url: staging });
    expect((await refusal(where(production))).data.code).toBe('database.seed-production');
  });

  test('a seed that fails on the scratch database leaves nothing, and is named with its statement', async () => {
    const broken = `insert into public.ideas (id, title, mood) values ('c', 'C', 'calm') on conflict do nothing;\n\n/* why */\ninsert into public.ideas (id, title, mood) values ('d', 'D', 'shy');\n`;
    const { context, session } = await staged({ files: { 'supabase/seeds/1.sql': broken } });
    const error = await refusal(perform(databaseSeed, context(), {}));
    expect(error.data).toMatchObject({ code: 'database.seed-failed', file: 'supabase/seeds/1.sql', line: 4 });
    expect(error.message).toContain('statement 2 of 2');
    expect(await titles(session)).toEqual([]);
  });

  test('a seed that fails on the environment alone leaves nothing of any', async () => {
    const workspace = await staged();
    const { context, session } = workspace;
    await perform(databaseSeed, context(), {});
    await session.query(`insert into public.ideas (id, title, mood) values ('x', 'Unique', 'calm')`);
    await session.query('create unique index on public.ideas (title)');
    await workspace.put('supabase/seed.sql', seed.replace('First', 'Changed'));
    await workspace.put(
      'supabase/seeds/2.sql',
      seed.replaceAll(`'a'`, `'y'`).replace('First', 'Unique').replaceAll(`'b'`, `'z'`).replace('Second', 'S'),
    );
    const error = await refusal(perform(databaseSeed, context(), {}));
    expect(error.message).toContain('supabase/seeds/2.sql line 2: statement 1 of 1 failed');
    expect(await titles(session)).toContain('First');
    const recorded = await session.query('select path from supabase_migrations.seed_files');
    expect(recorded).toEqual([{ path: 'supabase/seed.sql' }]);
  });

  test('seeds that double their rows are refused, or said to', async () => {
    const { context } = await staged({
      files: { 'supabase/seeds/2.sql': `insert into public.notes values ('a', 'again and again');\n` },
    });
    const error = await refusal(plan(databaseSeed, context(), {}));
    expect(error.data.code).toBe('database.seed-not-idempotent');
    expect(error.data.why).toContain('public.notes with 2 rows instead of 1');
    const { outcome } = await perform(databaseSeed, context(), { idempotent: 'reported' });
    expect(outcome.verdict).toBe('verified');
    expect(outcome.reason).toContain('not idempotent');
    expect(outcome.facts).toMatchObject({ notCompared: ['public.notes: it has no primary key'] });
  });

  test('migrations that are pending come first', async () => {
    const workspace = await staged();
    await workspace.put(
      'supabase/migrations/20251002000000_more.sql',
      'create table public.more (id int primary key);',
    );
    const error = await refusal(plan(databaseSeed, workspace.context(), {}));
    expect(error.data).toMatchObject({
      code: 'database.seed-migrations-pending',
      why: expect.stringContaining('20251002000000_more.sql'),
    });
  });

  test('a new seed before a changed one is run in the order of the config, and both are recorded', async () => {
    const workspace = await staged({
      files: {
        'supabase/config.toml': '[db.seed]\nsql_paths = ["seeds/*.sql", "nothing/*.sql"]\n',
        'supabase/seeds/5.sql': seed,
      },
    });
    await perform(databaseSeed, workspace.context(), {});
    await workspace.put('supabase/seeds/1.sql', seed.replace('First', 'By 1'));
    await workspace.put('supabase/seeds/5.sql', `begin;\n${seed.replace('First', 'By 5')}commit;\n`);
    const { outcome } = await perform(databaseSeed, workspace.context(), {});
    expect(outcome).toMatchObject({
      verdict: 'verified',
      reason: 'no file fits nothing/*.sql of [db.seed] sql_paths',
      facts: {
        runBy: 'prestage',
        seeds: { 'supabase/seeds/1.sql': { state: 'new' }, 'supabase/seeds/5.sql': { state: 'changed' } },
      },
    });
    expect(await titles(workspace.session)).toContain('By 5');
  });

  test('a lock that hangs ends it, and nothing is left', async () => {
    const workspace = await staged();
    await perform(databaseSeed, workspace.context(), {});
    await workspace.put('supabase/seed.sql', seed.replace('First', 'Locked out'));
    await workspace.session.query('begin; lock table public.ideas in share mode');
    const error = await refusal(perform(databaseSeed, workspace.context(), {}));
    await workspace.session.query('commit');
    expect(error.message).toContain('55P03');
    expect(await titles(workspace.session)).toContain('First');
  });

  test('what was done is written into the feedback note, in the order’s words', async () => {
    const workspace = await staged();
    const context = workspace.context({ item: item('Seed staging (`supabase db seed`)') });
    const { outcome } = await perform(databaseSeed, context, { feedback: 'feedback/devops/2025-10-17.md' });
    expect(outcome).toMatchObject({
      asked: 'supabase db seed',
      done: 'supabase db push --include-seed, which ran 1 new seeds; there is no `supabase db seed`',
    });
    const note = await workspace.text('feedback/devops/2025-10-17.md');
    expect(note).toContain('public.ideas: 0 rows before, 2 after, 2 seeded');
    expect(JSON.parse(workspace.kept.get('seeds.json') ?? '')).toMatchObject({ idempotent: true });
  });

  test('a run that was cut between its seeds and the words about them: the seeds stand, the words are written', async () => {
    const workspace = await staged();
    const context = workspace.context({ run: runView([]) });
    const feedback = 'feedback/devops/2025-10-17.md';
    const unsaid = async () => rm(join(workspace.root, feedback));
    const { outcome } = await perform(databaseSeed, context, { feedback }, unsaid);
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('does not hold') });
    const again = await perform(databaseSeed, context, { feedback });
    expect([again.plan.changes, again.outcome.verdict]).toEqual([[], 'verified']);
    expect(await workspace.text(feedback)).toContain('public.ideas: 2 rows before, 2 after');
  });

  test('the example is seeded, and its fixtures are the rows that its seeds write', async () => {
    const like = join(import.meta.dirname, '../../../examples/hotdash');
    const file = 'tests/fixtures/idea_pool.json';
    const database = {
      fixtures: [
        { file, at: 'items.idea', table: 'public.idea_pool' },
        { file, at: 'items.suggestion', table: 'public.product_suggestions' },
      ],
    };
    const workspace = await staged({ like, database });
    const { outcome } = await perform(databaseSeed, workspace.context(), {});
    expect(outcome).toMatchObject({
      verdict: 'verified',
      facts: { idempotent: true, tables: { 'public.idea_pool': { before: '0', after: '8', seeded: 8, missing: 0 } } },
    });
    const text = await workspace.text(file);
    await workspace.put(
      file,
      text.replace('"priority": "high"', '"priority": "urgent"').replace('"idea-shop-tour"', '"idea-new"'),
    );
    const error = await refusal(plan(databaseSeed, workspace.context(), {}));
    expect(error.data.code).toBe('database.seed-fixture');
    expect(error.data.why).toContain('idea-fuel-line-launch: priority is "urgent" and "high" in the table');
    expect(error.data.why).toContain('idea-new: the table would take it, and no seed writes it');
  });

  test('a table of many rows is estimated, and said to be', async () => {
    const { context, session } = await staged();
    await session.query(
      `insert into public.ideas (id, title, mood) select 'n' || n, repeat('x', 300), 'calm' from generate_series(1, 250000) n`,
    );
    await session.query('analyze public.ideas');
    const { outcome } = await perform(databaseSeed, context(), {});
    expect(outcome).toMatchObject({
      verdict: 'verified',
      facts: { tables: { 'public.ideas': { before: 'about 250000 (estimated)', seeded: 2, missing: 0 } } },
    });
  });

  test('a seed that the CLI cannot run on the environment says what was run and what was not', async () => {
    const workspace = await staged({
      files: {
        'supabase/seeds/2.sql': `insert into public.ideas (id, title, mood) values ('c', 'Taken', 'calm') on conflict (id) do nothing;\n`,
      },
    });
    await workspace.session.query(`insert into public.ideas (id, title, mood) values ('x', 'Taken', 'calm')`);
    await workspace.session.query('create unique index on public.ideas (title)');
    const error = await refusal(perform(databaseSeed, workspace.context(), {}));
    expect(error.data.what).toContain('run: supabase/seed.sql; not run: supabase/seeds/2.sql');
    expect(error.exitCode).toBe(1);
  });
});
