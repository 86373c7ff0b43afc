import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, glob, mkdir, mkdtemp, realpath, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';

const project = join(import.meta.dirname, '../..');

/** A fresh clone of the project as it stands here, with the packages linked in. */
export interface Clone {
  readonly root: string;
  /** The launch that the README rehearses. */
  readonly workspace: string;
  git(...args: readonly string[]): string;
  remove(): Promise<void>;
}

async function cloneProject(): Promise<Clone> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'prestage-e2e-')));
  const git = (...args: readonly string[]): string =>
    execFileSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
  for (const path of trackedFiles()) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await cp(join(project, path), join(root, path), { verbatimSymlinks: true });
  }
  await symlink(join(project, 'node_modules'), join(root, 'node_modules'), 'dir');
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'The project as it is');
  return { root, workspace: join(root, 'examples/hotdash'), git, remove: () => rm(root, { recursive: true }) };
}

const identity = ['-c', 'user.name=End to end', '-c', 'user.email=e2e@localhost', '-c', 'core.hooksPath=/dev/null'];

/** What git would clone, and what is new here; not what is deleted. */
function trackedFiles(): readonly string[] {
  const deleted = new Set(listFiles('--deleted'));
  return listFiles('--cached', '--others', '--exclude-standard').filter((path) => path !== '' && !deleted.has(path));
}

function listFiles(...which: readonly string[]): readonly string[] {
  return execFileSync('git', ['ls-files', '-z', ...which], { cwd: project, encoding: 'utf8' }).split('\0');
}

/** Where a rehearsed run lies: the copy of the workspace, and the run's folder in it. */
export async function placeOfRun(clone: Clone, run: string): Promise<{ copy: string; folder: string }> {
  const cwd = join(clone.workspace, '.prestage/rehearsals');
  for await (const copy of glob('*/workspace', { cwd })) {
    const folder = join(cwd, copy, 'artifacts/ops/runs', run);
    if (existsSync(folder)) return { copy: join(cwd, copy), folder };
  }
  throw new Error(`no rehearsal under ${cwd} holds ${run}`);
}

/** One clone for all tests of a group. When one of them failed it stays to be looked at, and is named. */
export function useClone(): () => Clone {
  let clone: Clone | undefined;
  let failed = false;
  beforeAll(async () => {
    clone = await cloneProject();
  });
  afterEach(({ task }) => {
    failed ||= task.result?.state === 'fail';
  });
  afterAll(async () => {
    if (failed) process.stderr.write(`the wreck is in ${clone?.root ?? 'nowhere'}\n`);
    else await clone?.remove();
  });
  return () => {
    if (clone === undefined) throw new Error('the clone is made before the tests run');
    return clone;
  };
}
