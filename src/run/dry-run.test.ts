import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { planDirection } from './dry-run.ts';
import { testCatalogue } from './testing/catalogue.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';
import type { Selection } from './selection.ts';

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

const tasks = ['Write it', 'Look at it', 'Ask QA', 'Nobody yet', 'Stumble'];
const bindings = `tasks:
  - task: Write it
    run: [out.write name=a, out.remove]
  - task: Look at it
    run: out.shell script="touch looked"
  - task: Ask QA
    person: QA
  - task: Stumble
    run: out.stumble
`;

async function planned(selection: Selection = {}) {
  workspace = createWorkspace({ 'launch.md': direction(tasks), 'launch.bindings.yaml': bindings });
  const { root } = workspace;
  const before = everything(root);
  const dryRun = await planDirection({
    workspace,
    file: 'launch.md',
    mode: 'live',
    selection,
    catalogue: testCatalogue,
    clock: systemClock,
    watch: () => undefined,
    version: '0.0.0',
    childEnv: { PATH: process.env['PATH'] ?? '' },
    secrets: [],
  });
  expect(everything(root)).toEqual(before);
  return dryRun;
}

/** Every file and folder, git's own and ignored ones too, with the moment of its last change. */
function everything(root: string): Readonly<Record<string, number>> {
  const paths = ['.', ...readdirSync(root, { recursive: true, encoding: 'utf8' })].toSorted();
  return Object.fromEntries(paths.map((path) => [path, statSync(join(root, path)).ctimeMs]));
}

it('plans every action, calls no check, asks nobody, and leaves the workspace untouched to the last folder', async () => {
  const dryRun = await planned();
  expect(dryRun.tasks).toMatchObject([
    {
      number: '1',
      steps: [
        { action: 'out.write', kind: 'plan', digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        { action: 'out.remove', kind: 'plan' },
      ],
    },
    { number: '2', steps: [{ action: 'out.shell', kind: 'check' }] },
    { number: '3', steps: [], reason: 'QA settles this' },
    { number: '4', steps: [], reason: 'no action is bound yet' },
    { number: '5', steps: [{ kind: 'unplanned', reason: 'It cannot be planned: not yet', fix: 'Do the rest first.' }] },
  ]);
});

it('says what a selection leaves out', async () => {
  const { tasks } = await planned({ from: '2' });
  expect(tasks[0]).toMatchObject({ steps: [], reason: 'left out by --from 2' });
});
