import { asyncProperty, array, assert, property, string, stringMatching } from 'fast-check';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { toString } from 'mdast-util-to-string';
import { format } from 'prettier';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { item, runView, task } from '../testing/run.ts';
import { check, createWorkspace, perform, plan, type TestWorkspace } from '../testing/workspace.ts';
import { feedbackBlockers } from './blockers.ts';
import { asCode, asMarkdown, onOneLine } from './entry/words.ts';
import { feedbackLogged } from './logged.ts';
import { feedbackWrite } from './write.ts';

const file = 'feedback/devops/2025-10-17.md';
const blocked = [
  task('1'),
  task('2', {
    title: 'Run `x` <b> & *y*',
    verdict: 'failed',
    reason: 'exit 1: # not [found](x)',
    fix: 'Run it_again_',
  }),
  task('3', { verdict: 'unknown', reason: 'no action is bound yet' }),
];
const words = item('Write feedback to `feedback/devops/2025-10-17.md` and clean stray md files.');

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace();
});
afterEach(() => workspace.remove());

const context = (tasks = blocked) => workspace.context({ run: runView(tasks), item: words });

describe('feedback.write', () => {
  it('writes where the task says, from the journal, as Prettier would', async () => {
    const { outcome } = await perform(feedbackWrite, context(), {});
    expect(outcome.verdict).toBe('verified');
    const text = await workspace.text(file);
    expect(text).toContain('# devops feedback, 2025-10-17');
    expect(text).toContain('Settled: 1 of 3 tasks (1 failed, 1 unknown, 1 verified).');
    expect(text.match(/^### .+$/gm)).toEqual(['### Status Summary', '### Evidence', '### Blockers', '### Next Steps']);
    expect(await format(text, { parser: 'markdown' })).toBe(text);
  });

  it('adds once per run and keeps what stood there', async () => {
    await workspace.put(file, '# Mine\n\nwritten by hand\n');
    await perform(feedbackWrite, context(), {});
    const once = await workspace.text(file);
    expect(once).toMatch(/^# Mine\n\nwritten by hand\n\n## Run /);
    const again = await perform(feedbackWrite, context(), {});
    expect(again.plan.changes).toEqual([]);
    expect(again.outcome.verdict).toBe('verified');
    expect(await workspace.text(file)).toBe(once);
    const second = await perform(
      feedbackWrite,
      workspace.context({ run: runView(blocked, 'another'), item: words }),
      {},
    );
    expect(second.outcome.verdict).toBe('verified');
    expect(await workspace.text(file)).toMatch(/## Run .*3f9a[^]*## Run `another`/);
  });

  it.each([
    ['gone', () => workspace.put(file, ''), /no longer|no section/],
    [
      'edited',
      async () => workspace.put(file, (await workspace.text(file)).replace('failed', 'verified')),
      /otherwise/,
    ],
  ])('sees the entry %s between apply and verify', async (_name, sabotage, reason) => {
    const { outcome } = await perform(feedbackWrite, context(), {}, sabotage);
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringMatching(reason) });
  });

  it('sees that an earlier entry was changed', async () => {
    await workspace.put(file, '# Mine\n\nwritten by hand\n');
    const sabotage = async () => workspace.put(file, (await workspace.text(file)).replace('hand', 'foot'));
    const { outcome } = await perform(feedbackWrite, context(), {}, sabotage);
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('no longer what it was') });
  });

  it('refuses to rewrite an entry, and a file that changed after the plan', async () => {
    await perform(feedbackWrite, context(), {});
    await workspace.put(file, (await workspace.text(file)).replace('failed', 'verified'));
    await expect(plan(feedbackWrite, context(), {})).rejects.toMatchObject({ data: { code: 'feedback.entry-edited' } });
    await workspace.put(file, '# Fresh\n');
    const planned = await plan(feedbackWrite, context(), {});
    await workspace.put(file, '# Changed\n');
    if (feedbackWrite.effects === 'none') throw new Error('it has effects');
    const late = feedbackWrite.apply(context(), {}, planned);
    await expect(late).rejects.toMatchObject({ data: { code: 'actions.changed-meanwhile' } });
    expect(await workspace.text(file)).toBe('# Changed\n');
  });

  it.each([
    'Write feedback.',
    'To `feedback/devops/2025-02-30.md`',
    'To `feedback/<agent>/<date>.md`',
    'To `../feedback/a/2025-10-17.md`',
    'To `feedback/a/2025-10-17.md` and `feedback/b/2025-10-17.md`',
  ])('asks which file when the words are %j', async (text) => {
    const context = workspace.context({ run: runView([]), item: item(text) });
    await expect(plan(feedbackWrite, context, {})).rejects.toMatchObject({ data: { code: 'feedback.no-path' } });
  });

  it('asks for a run', async () => {
    const alone = plan(feedbackWrite, workspace.context({ item: words }), {});
    await expect(alone).rejects.toMatchObject({ data: { code: 'feedback.no-run' } });
  });
});

describe('feedback.blockers and feedback.logged', () => {
  it('writes nothing when there are none, and says so', async () => {
    const { plan, outcome } = await perform(feedbackBlockers, context([task('1')]), {});
    expect(plan.changes).toEqual([]);
    expect(outcome).toMatchObject({ verdict: 'verified', reason: expect.stringContaining('no blockers') });
    expect(await workspace.git('status', '--porcelain')).toBe('');
    expect((await check(feedbackLogged, context([task('1')]), { file })).verdict).toBe('verified');
  });

  it('sees a file that was written though there was nothing to note', async () => {
    const { outcome } = await perform(feedbackBlockers, context([task('1')]), {}, () => workspace.put(file, 'x'));
    expect(outcome.verdict).toBe('failed');
  });

  it('notes each unsettled task with its reason and next step', async () => {
    const { outcome } = await perform(feedbackBlockers, context(), {});
    expect(outcome.verdict).toBe('verified');
    const text = await workspace.text(file);
    expect(text).not.toContain('**1.');
    expect(text).toContain('**3. Task 3** — unknown: no action is bound yet');
    expect(text).toContain('prestage attest 20251017T040000Z-direction-3f9a 3');
    expect(await format(text, { parser: 'markdown' })).toBe(text);
    expect((await check(feedbackLogged, context(), { file })).verdict).toBe('verified');
  });

  it.each([
    ['no file', () => workspace.git('clean', '-fdq')],
    ['another reason', async () => workspace.put(file, (await workspace.text(file)).replace('bound yet', 'found yet'))],
    ['another run', async () => workspace.put(file, (await workspace.text(file)).replace('3f9a', '0000'))],
    [
      'a title in one place and its reason in another',
      async () => {
        const text = await workspace.text(file);
        await workspace.put(file, text.replace('**3. Task 3** — ', '**3. Task 3**\n- '));
      },
    ],
  ])('logged fails with %s', async (_name, sabotage) => {
    await perform(feedbackBlockers, context(), {});
    await sabotage();
    const outcome = await check(feedbackLogged, context(), { file });
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('3 (unknown)') });
  });

  it('logged is unknown outside a run', async () => {
    expect((await check(feedbackLogged, workspace.context(), { file })).verdict).toBe('unknown');
  });
});

describe('words as Markdown', () => {
  const anyWords = string({ unit: 'binary', maxLength: 40 });
  const nastyWords = stringMatching(/^[a-b `*_[\]()<>~|\\&;#!:/.@-]{0,30}$/);

  it.each([nastyWords, anyWords])('read the same and stand as Prettier would write them', async (arbitrary) => {
    const holds = asyncProperty(arbitrary, async (text) => {
      if (asMarkdown(text) === '') return;
      const markdown = `- x: ${asMarkdown(text)} y\n`;
      const [list] = fromMarkdown(markdown).children;
      expect(list?.type).toBe('list');
      expect(toString(list)).toBe(`x: ${onOneLine(text)} y`);
      expect(await format(markdown, { parser: 'markdown' })).toBe(markdown);
      expect(asMarkdown(text)).not.toContain('\n');
    });
    await assert(holds, { numRuns: 200 });
  });

  it('code spans hold any text', () => {
    const holds = property(array(stringMatching(/^[a`]{1,6}$/)), (parts) => {
      const text = onOneLine(parts.join(' '));
      if (text === '') return;
      expect(toString(fromMarkdown(`x ${asCode(text)} y`))).toBe(`x ${text} y`);
    });
    assert(holds);
  });
});
