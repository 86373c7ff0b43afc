import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { databaseTest } from '../../../src/actions/database/test.ts';
import { perform, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import type { ActionContext, Outcome } from '../../../src/core/action.ts';
import { openSession, type Session } from '../../../src/services/postgres/session.ts';
import { hasPgtap, loadPgtap } from '../../../src/services/pgtap/provide.ts';
import { lies, liesAsFiles, migration, pathOf } from './pgtap/lies.ts';
import { databaseWorkspace, engines, isMissing, openScratch, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const example = join(import.meta.dirname, '../../../examples/hotdash/supabase');
const note = 'feedback/devops/2025-10-17.md';

/** A workspace with the example's database. */
async function exampleWorkspace(engine: 'native' | 'pglite'): Promise<TestWorkspace> {
  const workspace = await databaseWorkspace({ engine });
  await cp(example, join(workspace.root, 'supabase'), { recursive: true });
  return workspace;
}

async function outcomeOf(context: ActionContext, input: object): Promise<Outcome> {
  return (await perform(databaseTest, context, { runner: 'ours', ...input })).outcome;
}

function verdictsOf({ facts }: Outcome): Readonly<Record<string, { verdict: string; reason?: string }>> {
  return JSON.parse(JSON.stringify(facts?.['files']));
}

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('the tests of the example hold, and the note says so', async () => {
    const workspace = await exampleWorkspace(engine);
    const outcome = await outcomeOf(workspace.context(), { feedback: note });
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { ground: { runner: 'ours' } } });
    expect(outcome.reason).toBeUndefined();
    expect(outcome.suites?.map(({ name, result, passed }) => [name, result, passed.length])).toEqual([
      ['supabase/tests/analytics_access.test.sql', 'PASSED', 26],
      ['supabase/tests/idea_pool_access.test.sql', 'PASSED', 21],
      ['supabase/tests/suggestions_access.test.sql', 'PASSED', 21],
    ]);
    expect(await workspace.text(note)).toContain('68 of 68 tests passed, in 3 files');
    expect(workspace.kept.get('pgtap.log')).toContain('ok 26 - ');
  });

  test.skipIf(isMissing(engine))('every way to lie is seen', async () => {
    const workspace = await databaseWorkspace({ engine, files: liesAsFiles() });
    const outcome = await outcomeOf(workspace.context(), {});
    const found = verdictsOf(outcome);
    const differing = lies.flatMap(({ name, verdict, reason }, at) => {
      const said = found[pathOf(at)];
      const fits =
        said?.verdict === verdict &&
        (reason === undefined ? said.reason === undefined : reason.test(said.reason ?? ''));
      return fits ? [] : [{ name, ...said }];
    });
    expect(differing).toEqual([]);
    expect(outcome.verdict).toBe('failed');
    expect(outcome.suites?.filter(({ result }) => result === 'PASSED')).toHaveLength(
      lies.filter(({ verdict }) => verdict === 'verified').length,
    );
  });

  test.skipIf(isMissing(engine))('what is wrong with the schema is told by the names of the tests', async () => {
    const workspace = await exampleWorkspace(engine);
    const migration = 'supabase/migrations/20251101000000_open.sql';
    await workspace.put(
      migration,
      'grant select on public.facts to anon; create policy open on public.facts for select to anon using (true);',
    );
    const outcome = await outcomeOf(workspace.context(), { feedback: note });
    expect(outcome.verdict).toBe('failed');
    expect(outcome.reason).toMatch(
      /analytics_access\.test\.sql 2 of 26 tests failed: anon cannot read facts, anon has no/,
    );
    expect(await workspace.text(note)).toMatch(/^# Failed test 18: "anon cannot read facts"$/m);
    await workspace.put(migration, 'create table public.broken (');
    const broken = await outcomeOf(workspace.context(), { seed: 'without' });
    expect(broken).toMatchObject({ verdict: 'unknown', suites: [] });
    expect(broken.reason).toMatch(/^no test was run: the migrations do not go through \(20251101000000_open\.sql\)/);
  });

  test.skipIf(isMissing(engine))('on an environment nothing is left, and production is refused', async () => {
    const scratch = await openScratch({ engine });
    const admin = await openSession(scratch.admin);
    stops.push(async () => admin.close());
    if (!(await hasPgtap(admin))) await loadPgtap(admin);
    await admin.query(migration);
    const before = await stateOf(admin);
    const workspace = await databaseWorkspace({ engine, files: liesAsFiles(), databases: { staging: scratch.login } });
    const context = (environment: string) => workspace.context({ environment, settings: settingsOf });
    const found = verdictsOf(await outcomeOf(context('staging'), { on: 'environment' }));
    expect(found[pathOf(0)]).toMatchObject({ verdict: 'verified' });
    expect(found[pathOf(lies.findIndex(({ name }) => name === 'commits'))]).toMatchObject({ verdict: 'failed' });
    expect(await stateOf(admin)).toEqual(before);
    for (const name of ['live', 'somewhere'])
      await expect(outcomeOf(context(name), { on: 'environment' })).rejects.toMatchObject({
        data: { code: 'database.production' },
      });
  });
});

test('needs postgres: verify looks at the note and at the files again', { skip: isMissing('native') }, async () => {
  const workspace = await databaseWorkspace({ engine: 'native', files: { ...liesAsFiles() } });
  const config = { exposure: 'explicit', tests: [pathOf(0)], testRunner: 'ours' };
  const context = workspace.context({ settings: (area) => (area === 'database' ? config : undefined) });
  const saying = async (sabotage: () => Promise<unknown>) => {
    await workspace.put(note, '# Feedback\n');
    return (await perform(databaseTest, context, { feedback: note }, sabotage)).outcome;
  };
  expect(await saying(async () => undefined)).toMatchObject({ verdict: 'verified' });
  expect(await saying(async () => workspace.put(note, '# Gone\n'))).toMatchObject({
    verdict: 'failed',
    reason: `${note} does not hold the results of this run`,
  });
  expect(await saying(async () => workspace.put(pathOf(0), 'select 1;'))).toMatchObject({
    verdict: 'unknown',
    reason: `${pathOf(0)} is not what it was when the tests ran: run them again`,
  });
  config.tests = ['nowhere/**/*.sql'];
  expect(await saying(async () => undefined)).toMatchObject({
    verdict: 'unknown',
    reason: 'no test was run: no file fits nowhere/**/*.sql',
  });
});

function settingsOf(area: string): unknown {
  return area === 'environments' ? { staging: {}, live: { production: true } } : { exposure: 'explicit' };
}

/** What a test could leave behind. */
async function stateOf(session: Session): Promise<unknown> {
  return session.query(`
    select (select count(*) from public.notes) as rows, (select count(*) from pg_class) as classes,
      (select count(*) from pg_proc) as routines, (select string_agg(extname, ' ' order by 1) from pg_extension) as extensions,
      current_setting('search_path') as path`);
}
