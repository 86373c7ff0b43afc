import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { testCatalogue } from '../run/testing/catalogue.ts';
import { createWorkspace, direction, type TestWorkspace } from '../run/testing/workspace.ts';
import { rehearse, type Rehearsal } from './rehearse.ts';

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createWorkspace({
    'launch.md': direction(['Write it']),
    'launch.bindings.yaml': 'tasks:\n  - task: Write it\n    run: out.write name=a\n',
  });
});
afterEach(() => workspace.remove());

function rehearsal(file: string, home = workspace.root): Promise<Rehearsal> {
  return rehearse({
    workspace,
    load: async (root) => ({ ...workspace, root }),
    files: [file],
    selection: {},
    catalogue: testCatalogue,
    clock: systemClock,
    watch: () => undefined,
    version: '0.0.0',
    env: { PATH: process.env['PATH'], HOME: home },
    node: process.execPath,
  });
}

const left = (): string[] => readdirSync(join(workspace.root, '.prestage/rehearsals'));

describe('a rehearsal', () => {
  it('stays, and leaves the workspace as it was', async () => {
    const { runs } = await rehearsal('launch.md');
    expect(runs.map(({ record }) => record.tasks[0]?.verdict)).toEqual(['verified']);
    expect(left()).toHaveLength(1);
    expect(workspace.git('status', '--porcelain')).toBe('');
  });

  it.each([
    ['an empty direction', 'launch.md', ''],
    ['a binding that fits nothing', 'launch.bindings.yaml', 'tasks:\n  - task: Nowhere\n    run: out.refuse\n'],
    ['a trust root that is none', 'prestage.keys', 'keys: 1\n'],
  ])('that could not begin because of %s leaves nothing', async (_, path, text) => {
    writeFileSync(join(workspace.root, path), text);
    const outcome = await rehearsal('launch.md').then(
      ({ failure }) => failure,
      (error: unknown) => error,
    );
    expect(outcome).toMatchObject({ name: 'Failure' });
    expect(left()).toEqual([]);
  });

  it('reads the workspace with the git settings of its user', async () => {
    const home = join(workspace.root, '.prestage-home');
    workspace.write('.prestage-home/.gitconfig', `[core]\n\texcludesFile = ${home}/ignored\n`);
    workspace.write('.prestage-home/ignored', '.prestage-home/\nmine.txt\n');
    workspace.write('mine.txt', 'not for a copy');
    const { root } = await rehearsal('launch.md', home);
    expect(readdirSync(root)).not.toContain('mine.txt');
    expect(readdirSync(root)).toContain('launch.md');
  });
});
