import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { checksFormatted } from './formatted.ts';
import { checksStaged } from './staged.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace({ 'a.md': '# A\n', 'b.md': '# B\n', '.prettierignore': 'ignored.md\n' });
});
afterEach(() => workspace.remove());

const staged = () => check(checksStaged, workspace.context(), { only: 'a.md' });

describe('checks.staged', () => {
  it('wants exactly the files that are named', async () => {
    await workspace.put('a.md', '# Changed\n');
    expect(await staged()).toMatchObject({ verdict: 'failed', reason: 'not staged: a.md' });
    await workspace.git('add', 'a.md');
    expect(await staged()).toMatchObject({ verdict: 'verified', facts: { staged: ['a.md'] } });
    await workspace.put('new\n"file".md', '');
    await workspace.git('add', '--all');
    expect(await staged()).toMatchObject({
      verdict: 'failed',
      reason: 'staged as well: new\n"file".md',
      fix: `\`git restore --staged -- 'new\n"file".md'\`.`,
    });
  });

  it('sees both sides of a rename', async () => {
    await workspace.git('mv', 'b.md', 'a.md', '--force');
    expect(await staged()).toMatchObject({ verdict: 'failed', reason: 'staged as well: b.md' });
  });
});

describe('checks.formatted', () => {
  it.each([
    ['a.md', '# A\n', 'verified', 'verified'],
    ['a.md', '#   A\n* x', 'failed', 'not as Prettier would write it'],
    ['a.json', '{ "a": }', 'failed', 'cannot read'],
    ['ignored.md', '#   A', 'unknown', 'told to ignore'],
    ['a.xyz', 'x', 'unknown', 'does not know'],
    ['-dash.md', '* x\n', 'failed', 'not as Prettier'],
  ])('says of %s, %j: %s', async (file, text, verdict, reason) => {
    await workspace.put(file, text);
    const outcome = await check(checksFormatted, workspace.context(), { file });
    expect(outcome.verdict).toBe(verdict);
    expect(outcome.reason ?? 'verified').toContain(reason);
  });

  it('says that a file is missing, and that Prettier is', async () => {
    expect((await check(checksFormatted, workspace.context(), { file: 'none.md' })).verdict).toBe('failed');
    await workspace.exec({ program: 'rm', args: ['node_modules'] });
    const outcome = await check(checksFormatted, workspace.context(), { file: 'a.md' });
    expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('Prettier gave no answer') });
  });
});
