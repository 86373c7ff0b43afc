import { cpSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { checkRun } from './prove.ts';
import { start } from './testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';
import { loadTrust } from './trust.ts';

let workspace: TestWorkspace;
afterEach(() => workspace.remove());

it('a run in the place of another is refused, though all of it is as it was sealed', async () => {
  workspace = createWorkspace({ 'launch.md': direction(['Write it']), 'launch.bindings.yaml': 'tasks: []\n' });
  const { folder } = await start(workspace);
  const trust = await loadTrust(workspace.root, process.env);
  expect((await checkRun(folder, trust)).findings).toEqual([]);

  const other = join(folder, '../20260101T000000Z-launch-0000');
  cpSync(folder, other, { recursive: true });
  rmSync(folder, { recursive: true });
  const { ok, findings } = await checkRun(other, trust);
  expect(ok).toBe(false);
  expect(findings).toMatchObject([{ file: 'journal.jsonl', code: 'evidence.other-run' }]);
  expect(findings[0]?.what).toContain(basename(folder));
});
