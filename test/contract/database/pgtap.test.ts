import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { databaseTest } from '../../../src/actions/database/test.ts';
import { perform, type TestWorkspace } from '../../../src/actions/testing/workspace.ts';
import type { ActionContext, Outcome } from '../../../src/core/action.ts';
import { lies, liesAsFiles, pathOf } from './pgtap/lies.ts';
import { databaseWorkspace, engines, isMissing, stops } from './workspace.ts';

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
});
