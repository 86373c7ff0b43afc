import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCheck } from '../core/action.ts';
import { missingFact } from '../core/exit-code.ts';
import { exitCodeOfRun } from './exit.ts';
import { start } from './testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

/** As health.check says that it could not ask one service, and asked the others. */
const check = defineCheck({
  id: 'health.some',
  summary: 'Ask what can be asked',
  effects: 'none',
  needs: {},
  recognises: [],
  input: z.strictObject({}),
  check: async () => ({
    verdict: 'unknown',
    reason: 'one has no credential',
    facts: { [missingFact]: ['chatwoot'] },
    table: { head: ['check'], rows: [['chatwoot']] },
    findings: [
      { rule: 'health.some', severity: 'error', file: 'a.yml', line: 1, message: 'it is not there', fix: 'Write it.' },
    ],
  }),
});

it('a credential that was missing for one of several checks leaves 3, and what is for a terminal is no part of the record', async () => {
  workspace = createWorkspace({
    'launch.md': direction(['One']),
    'launch.bindings.yaml': 'tasks:\n  - task: One\n    run: health.some\n',
  });
  const catalogue = { ids: [check.id], load: async () => check };
  const { record } = await start(workspace, { catalogue });
  expect(record.tasks[0]).toMatchObject({ verdict: 'unknown', reason: 'one has no credential' });
  expect(record.tasks[0]?.actions[0]).not.toHaveProperty('table');
  expect(record.tasks[0]?.actions[0]).not.toHaveProperty('findings');
  expect(exitCodeOfRun(record)).toBe(3);
});
