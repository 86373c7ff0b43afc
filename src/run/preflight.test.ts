import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineCheck, type Catalogue } from '../core/action.ts';
import type { Failure } from '../core/failure.ts';
import { Secret } from '../core/secret.ts';
import type { RunSetup } from './setup.ts';
import { testCatalogue } from './testing/catalogue.ts';
import { start } from './testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';

const files = {
  'launch.md': direction(['One']),
  'launch.bindings.yaml': 'tasks:\n  - task: One\n    run: out.write name=a\n',
};

let workspace: TestWorkspace | undefined;
afterEach(() => workspace?.remove());

function canMount(): boolean {
  const place = mkdtempSync(join(tmpdir(), 'prestage-mount-'));
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place]).status === 0;
  if (mounted) execFileSync('umount', [place]);
  rmSync(place, { recursive: true });
  return mounted;
}

/** `a` has no database, and nobody answers at the others'. */
const database: RunSetup['database'] = async (name) =>
  name === 'a' ? undefined : { url: 'postgres://postgres@127.0.0.1:1/postgres', password: new Secret('P', 'made-up') };

async function refusal(place: TestWorkspace): Promise<unknown> {
  return start(place).then(
    () => 'it ran',
    (error: unknown) => error,
  );
}

describe('preflight', () => {
  it('wants a git repository', async () => {
    workspace = createWorkspace(files);
    rmSync(join(workspace.root, '.git'), { recursive: true });
    expect(await refusal(workspace)).toMatchObject({
      data: { code: 'run.no-repository', fix: expect.stringContaining('git init') },
    });
  });

  it('names all that is missing at once', async () => {
    workspace = createWorkspace({
      ...files,
      'launch.bindings.yaml':
        'tasks:\n  - task: One\n    run: out.needs\ndone:\n  - box: Nothing\n    check: out.has name=a\n',
    });
    const failure = await refusal(workspace);
    expect(failure).toMatchObject({ data: { code: 'run.preflight', why: expect.stringContaining('2 things') } });
  });

  it('names every database that a task needs and that is not configured, or lets nobody in', async () => {
    workspace = createWorkspace({
      'launch.md': direction(['One', 'Two', 'Three']),
      'launch.bindings.yaml': `tasks:
  - task: One
    run: db.look env=a
  - task: Two
    run: [db.look env=b, db.look env=b]
  - task: Three
    run: out.needs
`,
    });
    const look = defineCheck({
      id: 'db.look',
      summary: 'Look at a database',
      effects: 'none',
      needs: { services: ['postgres'] },
      recognises: [],
      input: z.strictObject({}),
      check: async () => ({ verdict: 'verified' }),
    });
    const catalogue: Catalogue = {
      ids: [...testCatalogue.ids, look.id],
      load: async (id) => (id === look.id ? look : testCatalogue.load(id)),
    };
    const codes = async (more: Partial<RunSetup>): Promise<unknown> =>
      start(workspace as TestWorkspace, { catalogue, database, ...more }).then(
        () => 'it ran',
        ({ data }: Failure) => (data.problems ?? [data]).map(({ code }) => code),
      );
    expect(await codes({})).toEqual(['run.missing-tool', 'database.not-configured', 'postgres.no-connection']);
    expect(await codes({ lock: { without: 'it is down' } })).toEqual(['run.missing-tool', 'database.not-configured']);
    expect(await codes({ mode: 'rehearsal' })).toEqual(['run.missing-tool', 'database.not-configured']);
  });

  it('says so when the folder of the runs cannot be made', async () => {
    workspace = createWorkspace(files);
    writeFileSync(join(workspace.root, 'artifacts'), 'a file where a folder is due');
    expect(await refusal(workspace)).toMatchObject({ data: { code: 'files.not-a-file' } });
  });

  it('tries every place that a task will write, all at once, before anything has changed', async () => {
    workspace = createWorkspace({
      ...files,
      'launch.md': direction(['One', 'Two']),
      'launch.bindings.yaml':
        'tasks:\n  - task: One\n    run: out.write name=a\n  - task: Two\n    run: out.write name=deep/b\n',
      'out/deep': 'a file where a folder is due',
    });
    writeFileSync(join(workspace.root, 'artifacts'), 'and another');
    expect(await refusal(workspace)).toMatchObject({
      data: {
        code: 'run.preflight',
        problems: [
          { code: 'files.not-a-file', what: expect.stringContaining('artifacts/ops/runs') },
          { code: 'files.not-a-file', what: expect.stringContaining('out/deep') },
        ],
      },
    });
    expect(existsSync(join(workspace.root, 'out/a'))).toBe(false);
    expect(workspace.git('status', '--porcelain').trim().split('\n')).toEqual(['?? artifacts']);
  });

  it.skipIf(!canMount())('needs mount: refuses a full disk before anything has changed', async () => {
    const disk = mkdtempSync(join(tmpdir(), 'prestage-disk-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]);
    try {
      workspace = createWorkspace(files, disk);
      expect(await refusal(workspace)).toMatchObject({
        data: { code: 'files.disk-full', why: expect.stringContaining('nothing was changed') },
      });
      expect(existsSync(join(workspace.root, 'artifacts'))).toBe(false);
      expect(existsSync(join(workspace.root, 'out'))).toBe(false);
    } finally {
      execFileSync('umount', [disk]);
      rmSync(disk, { recursive: true });
      workspace = undefined;
    }
  });
});
