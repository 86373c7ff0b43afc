import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import type { Exec } from '../../core/command.ts';
import { createExec } from '../process/exec.ts';
import { literalRedactor } from '../testing/redactor.ts';
import { createGit, type Git } from './client.ts';
import { parseNames, parseStatus } from './parse.ts';

let root: string;
let exec: Exec;
let git: Git;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'prestage-git-'));
  const env = { PATH: process.env['PATH'] ?? '', HOME: root };
  exec = createExec({ root, env, redactor: literalRedactor(), clock: systemClock });
  git = createGit(exec);
  await run('init', '--quiet', '--initial-branch=main');
  await run('config', 'user.email', 'a@example.com');
  await run('config', 'user.name', 'A');
  await put('a.md', 'one\n');
  await put('b.md', 'two\nthree\nfour\n');
  await run('add', '.');
  await run('commit', '--quiet', '-m', 'first');
});
afterEach(async () => {
  await rm(root, { recursive: true });
});

async function run(...args: string[]): Promise<string> {
  const result = await exec({ program: 'git', args });
  expect(result.stderr + (result.exitCode ?? 'none')).toMatch(/0$/);
  return result.stdout;
}

async function put(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}

const oddNames = [
  'a b.md',
  'new\nline.md',
  '"quoted".md',
  'ünï-コード.md',
  '-dash.md',
  ':(glob)*.md',
  '*.md',
  'tab\t.md',
];

describe('git', () => {
  it.each(oddNames)('stages %j alone, among files of all odd names', async (name) => {
    for (const each of oddNames) await put(each, each);
    await git.add(name);
    expect(await git.staged()).toEqual([name]);
    expect(await git.untracked()).toEqual(oddNames.filter((each) => each !== name).sort());
  });

  it('shows both sides of a rename', async () => {
    await rename(join(root, 'b.md'), join(root, 'c.md'));
    await run('add', '--all');
    expect(await git.staged()).toEqual(['b.md', 'c.md']);
    expect((await git.status()).map(({ path, index }) => [path, index])).toEqual([
      ['b.md', 'D'],
      ['c.md', 'A'],
    ]);
    const withRenames = await run('status', '--porcelain=v2', '-z', '--find-renames', '--branch');
    expect(parseStatus(withRenames)).toEqual([
      { kind: 'renamed', path: 'c.md', from: 'b.md', index: 'R', worktree: '.' },
    ]);
  });

  it('is not misled by the settings of the user', async () => {
    await run('config', '--global', 'diff.relative', 'true');
    await run('config', '--global', 'diff.renames', 'copies');
    await run('config', '--global', 'status.showUntrackedFiles', 'no');
    await run('config', '--global', 'color.ui', 'always');
    await run('config', '--global', 'core.hooksPath', join(root, 'hooks'));
    await put('a.md', 'changed\n');
    await put('new/file.md', '');
    await git.add('a.md');
    expect(await git.staged()).toEqual(['a.md']);
    expect((await git.status()).map(({ path, kind }) => [path, kind])).toEqual([
      ['.gitconfig', 'untracked'],
      ['a.md', 'changed'],
      ['new/file.md', 'untracked'],
    ]);
  });

  it('restores index and work tree to HEAD, and forgets without deleting', async () => {
    await put('a.md', 'edited\n');
    await git.add('a.md');
    await put('a.md', 'edited again\n');
    const before = await git.versions('a.md');
    expect(new Set(Object.values(before)).size).toBe(3);
    await git.restore('a.md');
    const after = await git.versions('a.md');
    expect(after).toEqual({ head: before.head, index: before.head, worktree: before.head });
    expect(await git.textAtHead('a.md')).toBe('one\n');
    expect(await git.textAtHead('none.md')).toBeUndefined();
    await put('n.md', '');
    await git.add('n.md');
    await git.forget('n.md');
    expect(await git.staged()).toEqual([]);
    expect(await git.untracked()).toEqual(['n.md']);
  });

  it('sees an edit that the index was told not to look at', async () => {
    await run('update-index', '--assume-unchanged', 'a.md');
    await put('a.md', 'hidden\n');
    expect(await git.status()).toEqual([]);
    const versions = await git.versions('a.md');
    expect(versions.worktree).not.toBe(versions.head);
  });

  it('knows a branch from a detached HEAD', async () => {
    expect(await git.branch()).toBe('main');
    await run('checkout', '--quiet', '--detach');
    expect(await git.branch()).toBeUndefined();
  });

  it('names files from a workspace that is a folder of its repository', async () => {
    await put('inner/w.md', 'w\n');
    await put('a.md', 'outside\n');
    await run('add', '--all');
    const env = { PATH: process.env['PATH'] ?? '' };
    const inner = createGit(
      createExec({ root: join(root, 'inner'), env, redactor: literalRedactor(), clock: systemClock }),
    );
    expect(await inner.staged()).toEqual([':/a.md', 'w.md']);
    expect((await inner.status()).map(({ path }) => path)).toEqual([':/a.md', 'w.md']);
    const versions = await inner.versions('w.md');
    expect(versions.worktree).toBe(versions.index);
    await run('commit', '--quiet', '-m', 'second');
    expect(await inner.textAtHead('w.md')).toBe('w\n');
  });

  it('says that there is no repository, and that there is no git', async () => {
    await rm(join(root, '.git'), { recursive: true });
    await expect(git.staged()).rejects.toMatchObject({ data: { code: 'git.no-repository' } });
    await expect(git.branch()).rejects.toMatchObject({ data: { code: 'git.no-repository' } });
    const bare = createExec({ root, env: { PATH: '/nowhere' }, redactor: literalRedactor(), clock: systemClock });
    await expect(createGit(bare).staged()).rejects.toMatchObject({ data: { code: 'git.not-found' } });
  });
});

describe('parsing', () => {
  it.each(['a.md', 'a\0b', 'a\0\0', '\0', 'bad\uFFFD\0'])('refuses the names %j', (output) => {
    expect(() => parseNames(output)).toThrow(/git/);
  });

  it.each(['3 what\0', 'x', '1 \0', '? \0'])('refuses the status %j', (output) => {
    expect(() => parseStatus(output)).toThrow(/git/);
  });
});
