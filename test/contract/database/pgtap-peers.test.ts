import { execFile } from 'node:child_process';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openShadow } from '../../../src/actions/database/shadow.ts';
import { databaseTest } from '../../../src/actions/database/test.ts';
import { findTestFiles } from '../../../src/actions/database/tests/find.ts';
import { perform, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import { withPassFile } from '../../../src/services/postgres/pass-file.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { runIsolated } from '../../../src/services/pgtap/isolated.ts';
import { createPgtap, hasPgtap, loadPgtap } from '../../../src/services/pgtap/provide.ts';
import { findProgram } from '../../../src/services/process/find-program.ts';
import { lies, liesAsFiles, pathOf } from './pgtap/lies.ts';
import { databaseWorkspace, isMissing, openScratch, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const has = (program: string) => findProgram(program, { PATH: process.env['PATH'] ?? '' }) !== undefined;
const lacks = (program: string) => isMissing('native') || !has(program);
const lacksPgtap = isMissing('native') || !(await serverHasPgtap());
const isolation = { statementMs: 60_000, lockMs: 5_000 };

async function serverHasPgtap(): Promise<boolean> {
  const scratch = await openScratch({ engine: 'native' });
  const session = await openSession(scratch.login);
  try {
    return await hasPgtap(session);
  } finally {
    await session.close();
    await scratch.close();
  }
}

async function exampleWorkspace(): Promise<TestWorkspace> {
  const workspace = await databaseWorkspace({ engine: 'native' });
  const supabase = join(import.meta.dirname, '../../../examples/hotdash/supabase');
  await cp(supabase, join(workspace.root, 'supabase'), { recursive: true });
  return workspace;
}

/** The example's schema, with the server's pgTAP or with the package's. */
async function exampleDatabase(workspace: TestWorkspace, from: 'server' | 'package'): Promise<DatabaseLogin> {
  const { scratch } = await openShadow(workspace.context(), {
    includeSeed: true,
    prepare: async ({ admin }) => {
      const session = await openSession(admin, { timeoutMs: 60_000 });
      await (from === 'package' ? loadPgtap(session) : createPgtap(session));
      await session.close();
    },
  });
  return scratch.login;
}

async function ourOutput(login: DatabaseLogin, path: string, sql: string): Promise<string> {
  const session = await openSession(login, { timeoutMs: 60_000 });
  const { output } = await runIsolated(session, { path, sql, include: nothing }, isolation);
  await session.close();
  return output;
}

async function nothing(path: string): Promise<string> {
  throw new Error(`nothing includes ${path}`);
}

/** As pg_prove calls it. */
async function psqlOutput(login: DatabaseLogin, file: string): Promise<string> {
  const args = ['-X', '-A', '-q', '-P', 'pager=off', '-t', '-v', 'ON_ERROR_STOP=1', '-d', login.url, '-f', file];
  return withPassFile(login, async (env) => {
    const running = promisify(execFile)('psql', args, { env: { ...process.env, ...env } });
    return running.then(
      ({ stdout }) => stdout,
      (error: { stdout: string }) => error.stdout,
    );
  });
}

describe('our runner', () => {
  test.skipIf(lacks('psql'))('needs psql: prints what psql prints, line for line', async () => {
    const workspace = await exampleWorkspace();
    const login = await exampleDatabase(workspace, 'package');
    await workspace.put(
      'supabase/tests/odd.sql',
      `\\set x 'a''b'\n\\echo 'hello  there' :x\nbegin;\nselect plan(2); select null, true, 1.50, array[1,2], 'a|b', :'x';
select is(1, 2, E'two\\nlines'); select throws_ok('select 1/0'); select 1 where false; show search_path;
select * from finish(); values (1), (2); rollback; select diag('after'); select e'\\\\', $$;$$`,
    );
    for (const { path, sql } of await findTestFiles(workspace.root, ['supabase/tests/**/*.sql']))
      expect(await ourOutput(login, path, sql)).toBe(await psqlOutput(login, join(workspace.root, path)));
  });

  test.skipIf(lacks('pg_prove'))('needs pg_prove: comes to what pg_prove comes to', async () => {
    const workspace = await exampleWorkspace();
    const outcomes = [];
    for (const runner of ['ours', 'pg_prove'] as const)
      outcomes.push((await perform(databaseTest, workspace.context(), { runner })).outcome);
    const [ours, proven] = outcomes;
    expect(proven).toMatchObject({ verdict: 'verified', facts: { ground: { runner: 'pg_prove' } } });
    expect(proven?.suites).toEqual(ours?.suites);
  });

  test.skipIf(lacks('pg_prove'))('needs pg_prove: lies are seen in what it prints, too', async () => {
    const workspace = await databaseWorkspace({ engine: 'native', files: liesAsFiles() });
    const { outcome } = await perform(databaseTest, workspace.context(), { runner: 'pg_prove' });
    const found: Record<string, { verdict: string; reason?: string }> = JSON.parse(
      JSON.stringify(outcome.facts?.['files']),
    );
    const differing = lies.flatMap(({ name, verdict, reason, byProve = { verdict, reason } }, at) => {
      const said = found[pathOf(at)];
      const fits = said?.verdict === byProve.verdict && (byProve.reason?.test(said.reason ?? '') ?? true);
      return fits ? [] : [{ name, ...said }];
    });
    expect(differing).toEqual([]);
  });
});

test.skipIf(!has('pg_prove'))('needs pg_prove: PGlite, whose sessions are one, is not given to it', async () => {
  const workspace = await databaseWorkspace({ engine: 'pglite', files: liesAsFiles() });
  const { outcome } = await perform(databaseTest, workspace.context(), { runner: 'auto' });
  expect(outcome.facts).toMatchObject({ ground: { runner: 'ours' } });
  const { outcome: refused } = await perform(databaseTest, workspace.context(), { runner: 'pg_prove' });
  expect(refused).toMatchObject({ verdict: 'unknown', suites: [] });
});

describe('pgTAP out of the package', () => {
  test.skipIf(lacksPgtap)('needs pgtap: says what the one of the server says', async () => {
    const workspace = await exampleWorkspace();
    const installed = await exampleDatabase(workspace, 'server');
    const brought = await exampleDatabase(workspace, 'package');
    for (const { path, sql } of await findTestFiles(workspace.root, ['supabase/tests/**/*.sql']))
      expect(await ourOutput(brought, path, sql)).toBe(await ourOutput(installed, path, sql));
  });
});
