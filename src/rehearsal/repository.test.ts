import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { createRedactor } from '../evidence/redact.ts';
import { createGit } from '../services/git/client.ts';
import { createExec } from '../services/process/exec.ts';
import { copyWorkspace } from './copy.ts';
import { placeOfCopy } from './place.ts';
import { createRepository } from './repository.ts';

const env = { PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' };
const execAt = (root: string) => createExec({ root, env, redactor: createRedactor([]), clock: systemClock });
const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@localhost'];

let folder: string;
const write = (path: string, content: string): void => {
  mkdirSync(dirname(join(folder, 'source', path)), { recursive: true });
  writeFileSync(join(folder, 'source', path), content);
};
const git = (...args: string[]): string =>
  execFileSync('git', [...identity, ...args], { cwd: join(folder, 'source'), encoding: 'utf8' });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'prestage-repository-'));
  for (const path of ['README.md', 'old.md', 'a [b]/app/README.md', 'a [b]/app/x.md']) write(path, 'as it was\n');
  git('init', '--quiet', '--initial-branch', 'main');
  git('add', '--all');
  git('commit', '--quiet', '--message', 'as it was');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What git says of the copy of a folder of the repository. */
async function standingOfCopy(workspace: string) {
  const source = execAt(join(folder, 'source', workspace));
  const prefix = await createGit(source).prefix();
  const { top, root } = placeOfCopy(join(folder, 'copy'), prefix);
  await copyWorkspace(source, join(folder, 'source', workspace), root);
  await createRepository({ source, copy: execAt(top), top, prefix }, 'main');
  const copied = createGit(execAt(root));
  return { staged: await copied.staged(), status: (await copied.status()).map(({ path }) => path) };
}

describe('the repository of a copy', () => {
  it.each(['.', 'a [b]/app'])('stands as that of a workspace at %s: clean where nothing was changed', async (place) => {
    expect(await standingOfCopy(place)).toEqual({ staged: [], status: [] });
  });

  it('knows what is staged outside of the workspace, by the names that git gives it there', async () => {
    write('README.md', 'changed\n');
    write('new.md', 'new\n');
    write('a [b]/app/x.md', 'changed\n');
    write('a [b]/app/mine.md', 'not staged\n');
    git('rm', '--quiet', 'old.md');
    git('add', 'README.md', 'new.md', 'a [b]/app/x.md');
    const staged = [':/README.md', 'x.md', ':/new.md', ':/old.md'];
    expect(await standingOfCopy('a [b]/app')).toEqual({
      staged,
      status: [':/README.md', 'mine.md', 'x.md', ':/new.md', ':/old.md'],
    });
    expect(await createGit(execAt(join(folder, 'source/a [b]/app'))).staged()).toEqual(staged);
  });

  it('knows of a merge outside that is not resolved', async () => {
    git('checkout', '--quiet', '-b', 'other');
    write('README.md', 'theirs\n');
    git('commit', '--quiet', '--all', '--message', 'theirs');
    git('checkout', '--quiet', 'main');
    write('README.md', 'ours\n');
    git('commit', '--quiet', '--all', '--message', 'ours');
    expect(() => git('merge', '--quiet', 'other')).toThrow('Command failed');
    expect((await standingOfCopy('a [b]/app')).staged).toEqual([':/README.md']);
  });
});
