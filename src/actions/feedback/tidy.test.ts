import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runView } from '../testing/run.ts';
import { createWorkspace, perform, plan, type TestWorkspace } from '../testing/workspace.ts';
import { targetsNamedIn } from './stray/links.ts';
import { feedbackTidy } from './tidy.ts';
import { feedbackUntidy } from './untidy.ts';

const settings = {
  tidy: { keep: ['README.md', 'docs/*/**'], protect: ['designs/**'], archive: 'docs/archive/', most: 3 },
};

const files = {
  'README.md': 'See [the plan](notes/plan.md#top).\n',
  'docs/specs/a.md': 'kept\n',
  'designs/approved.md': 'protected\n',
  'notes/plan.md': 'pointed at\n',
  'notes/old.md': 'stray\n',
  '.hidden/x.md': 'stray too\n',
  'src/index.js': '',
};

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace(files);
});
afterEach(() => workspace.remove());

const context = (more: object = {}) =>
  workspace.context({ settings: (area) => (area === 'feedback' ? { ...settings, ...more } : undefined) });

const planIt = () => plan(feedbackTidy, context(), {});
const manifest = 'docs/archive/2025-10-17/manifest.json';

describe('feedback.tidy', () => {
  it('moves what is stray, keeps what belongs, is protected or is pointed at, and says so', async () => {
    await workspace.put('untracked.md', 'stray\n');
    await workspace.put('node_modules_not/x.txt', '');
    const { plan, outcome } = await perform(feedbackTidy, context(), {});
    expect(plan.changes.map(({ target }) => target)).toEqual(['.hidden/x.md', 'notes/old.md', 'untracked.md']);
    expect(outcome).toMatchObject({
      verdict: 'verified',
      reason: expect.stringContaining('notes/plan.md (README.md)'),
      facts: { manifest, keptForTheirLinks: ['notes/plan.md'] },
    });
    expect(await workspace.text('docs/archive/2025-10-17/notes/old.md')).toBe('stray\n');
    expect((await planIt()).changes).toEqual([]);
  });

  it('is undone exactly, index and all', async () => {
    await workspace.put('notes/old.md', 'edited, not committed\n');
    const before = await workspace.git('status', '--porcelain');
    await perform(feedbackTidy, context(), {});
    expect(await workspace.git('diff', '--cached', '--name-only')).toBe('');
    const undone = await perform(feedbackUntidy, context(), { manifest });
    expect(undone.outcome.verdict).toBe('verified');
    expect(await workspace.git('status', '--porcelain', '--untracked-files=all')).toBe(before);
    expect(await workspace.text('notes/old.md')).toBe('edited, not committed\n');
  });

  it('refuses to move more than its cap, and moves that many when told to', async () => {
    for (const name of ['a.md', 'b.md', 'c.md']) await workspace.put(name, name);
    await expect(planIt()).rejects.toMatchObject({ data: { code: 'feedback.too-many-stray' } });
    expect((await plan(feedbackTidy, context(), { most: '5' })).changes).toHaveLength(5);
  });

  it('does nothing without rules', async () => {
    const bare = workspace.context();
    await expect(plan(feedbackTidy, bare, {})).rejects.toMatchObject({
      data: { code: 'feedback.tidy-not-configured' },
    });
    await expect(plan(feedbackTidy, context({ tidyy: 1 }), {})).rejects.toMatchObject({
      data: { code: 'config.invalid' },
    });
  });

  it('leaves the direction that runs, evidence and symbolic links alone', async () => {
    await workspace.git('rm', '-q', '.hidden/x.md', 'notes/old.md');
    await workspace.put('docs.d/[x].md', '');
    await workspace.put('artifacts/ops/runs/1/direction.md', '');
    await symlink('README.md', join(workspace.root, 'LINK.md'));
    const run = { ...runView([]), direction: 'docs.d/[x].md' };
    const planned = await plan(feedbackTidy, { ...context(), run }, {});
    expect(planned.changes).toEqual([]);
  });

  it.each([
    ['a moved file is lost', 'rm', 'docs/archive/2025-10-17/notes/old.md', /does not hold/],
    ['a moved file is altered', 'put', 'docs/archive/2025-10-17/notes/old.md', /does not hold/],
    ['a stray file comes back', 'put', 'notes/old.md', /still stands/],
    ['another stray file appears', 'put', 'notes/new.md', /is left: notes\/new.md/],
    ['an approved file is destroyed', 'rm', 'designs/approved.md', /was not to be moved/],
    ['the manifest is altered', 'put', 'docs/archive/2025-10-17/manifest.json', /manifest|Cannot read/],
  ])('sees that %s', async (_name, how, path, reason) => {
    const sabotage = () =>
      how === 'put' ? workspace.put(path, 'sabotage') : workspace.exec({ program: 'rm', args: [path] });
    const outcome = await perform(feedbackTidy, context(), {}, sabotage).then(
      (done) => done.outcome,
      (error: Error) => ({ verdict: 'failed', reason: error.message }),
    );
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringMatching(reason) });
  });

  it('does not move a file that changed after the plan', async () => {
    const planned = await planIt();
    await workspace.put('notes/old.md', 'somebody is writing here\n');
    if (feedbackTidy.effects === 'none') throw new Error('it has effects');
    await expect(feedbackTidy.apply(context(), {}, planned)).rejects.toThrow('notes/old.md');
    expect(await workspace.text('notes/old.md')).toBe('somebody is writing here\n');
  });

  it('keeps one manifest when it is done in two goes', async () => {
    await perform(feedbackTidy, context(), {});
    await workspace.put('notes/late.md', 'late\n');
    expect((await perform(feedbackTidy, context(), {})).outcome.verdict).toBe('verified');
    await perform(feedbackUntidy, context(), { manifest });
    expect(await workspace.git('status', '--porcelain', '--untracked-files=all')).toBe('?? notes/late.md\n');
  });

  it('undoes half a clean-up, and overwrites nothing', async () => {
    await perform(feedbackTidy, context(), {});
    await workspace.put('notes/old.md', 'a new file\n');
    await expect(perform(feedbackUntidy, context(), { manifest })).rejects.toMatchObject({
      data: { code: 'files.in-the-way' },
    });
    expect(await workspace.text('.hidden/x.md')).toBe('stray too\n');
    await workspace.exec({ program: 'rm', args: ['notes/old.md'] });
    expect((await perform(feedbackUntidy, context(), { manifest })).outcome.verdict).toBe('verified');
    expect(await workspace.git('status', '--porcelain', '--untracked-files=all')).toBe('');
  });
});

describe('targetsNamedIn', () => {
  const targets = ['notes/a b.md', 'notes/x.md', 'x.md', 'y.md'];
  it.each([
    ['[x](x.md)', 'notes/here.md', ['notes/x.md', 'x.md']],
    ['[x](../x.md?a#b)', 'notes/here.md', ['x.md']],
    ['![x](/notes/x.md)', 'docs/here.md', ['notes/x.md']],
    ['[x][1]\n\n[1]: <notes/a%20b.md>', 'here.md', ['notes/a b.md']],
    ['see `notes/x.md`', 'docs/here.md', ['notes/x.md']],
    ['```\ncat notes/x.md\n```', 'docs/here.md', ['notes/x.md']],
    ['<a href="notes/x.md">', 'docs/here.md', ['notes/x.md']],
    ['It is in y.md.', 'docs/here.md', ['y.md']],
    ['https://example.com/y.md and other/y.md, my.md, y.mdx', 'docs/here.md', []],
    ['[self](y.md)', 'y.md', []],
  ])('%j in %s', (text, file, expected) => {
    expect(targetsNamedIn(text, file, targets)).toEqual(expected);
  });
});
