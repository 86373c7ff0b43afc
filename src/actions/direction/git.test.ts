import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDirectionCase, file, old, type DirectionCase } from '../testing/direction.ts';
import { runView, task } from '../testing/run.ts';
import { perform } from '../testing/workspace.ts';
import { directionFormat } from './format.ts';
import { directionRestore } from './restore.ts';
import { directionStage } from './stage.ts';
let workspace: DirectionCase;
beforeEach(async () => {
  workspace = await createDirectionCase();
});
afterEach(() => workspace.remove());

describe('direction.format', () => {
  it('says what was asked and what was done, and sees what is not formatted', async () => {
    await workspace.carryOut(4);
    const { outcome } = await perform(directionFormat, workspace.inOrder(), { file }, () =>
      workspace.replace('# DevOps', '#  DevOps'),
    );
    expect(outcome).toMatchObject({
      verdict: 'failed',
      asked: `npx prettier --write ${file}`,
      done: `npx --no-install prettier --write ${file}`,
    });
  });
});

const stage = (sabotage?: () => Promise<unknown>) => perform(directionStage, workspace.inOrder(), { file }, sabotage);

describe('direction.stage', () => {
  it('fails rather than touch what others staged', async () => {
    await workspace.put(file, 'new\n');
    await workspace.put('other.md', 'theirs\n');
    await workspace.git('add', 'other.md');
    await expect(stage()).rejects.toMatchObject({
      data: { code: 'direction.others-staged', why: expect.stringContaining('other.md') },
    });
    expect(await workspace.git('diff', '--cached', '--name-only')).toBe('other.md\n');
  });

  it.each([
    [
      'a second file',
      () => workspace.put('other.md', 'x').then(() => workspace.git('add', 'other.md')),
      'staged as well: other.md',
    ],
    ['the file taken out', () => workspace.git('reset', '-q'), `not staged: ${file}`],
    ['a later edit', () => workspace.put(file, 'newer\n'), 'changed after it was staged'],
  ])('sees %s', async (_name, sabotage, reason) => {
    await workspace.put(file, 'new\n');
    expect((await stage()).outcome.verdict).toBe('verified');
    expect((await stage(sabotage)).outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining(reason),
    });
  });

  it('has nothing to stage when nothing changed', async () => {
    await expect(stage()).rejects.toMatchObject({ data: { code: 'direction.nothing-to-stage' } });
  });
});

const restore = (sabotage?: () => Promise<unknown>, more = {}, which = file) =>
  perform(directionRestore, workspace.context(more), { file: which }, sabotage);

describe('direction.restore', () => {
  it('brings index and work tree back, keeps what it drops, and leaves others alone', async () => {
    await workspace.carryOut(6);
    await workspace.put('other.md', 'theirs\n');
    const { outcome } = await restore();
    expect(outcome).toMatchObject({ verdict: 'verified', asked: `git checkout -- ${file}` });
    expect(await workspace.git('status', '--porcelain')).toBe(' M other.md\n');
    expect(workspace.kept.get('dropped-docs-devops.md')).toContain('Ship _safely_.');
    expect((await restore()).plan.changes).toEqual([]);
  });

  it('takes away a file that the last commit does not hold', async () => {
    await workspace.put('new.md', 'new\n');
    await workspace.git('add', 'new.md');
    const { plan, outcome } = await restore(undefined, {}, 'new.md');
    expect(plan.changes[0]?.kind).toBe('delete');
    expect(outcome.verdict).toBe('verified');
    expect(await workspace.git('status', '--porcelain')).toBe('');
  });

  it('drops nothing in a run that had not written the file', async () => {
    await workspace.put(file, 'precious\n');
    const stopped = task('1', {
      verdict: 'failed',
      actions: [{ id: 'direction.render', verdict: 'failed', durationMs: 1, commands: [], evidence: [] }],
    });
    expect((await restore(undefined, { run: runView([stopped]) })).outcome.reason).toContain('had not changed');
    expect(await workspace.text(file)).toBe('precious\n');
    const wrote = { ...stopped, actions: stopped.actions.map((action) => ({ ...action, facts: { file } })) };
    expect((await restore(undefined, { run: runView([wrote]) })).outcome.verdict).toBe('verified');
    expect(await workspace.text(file)).toBe(old);
  });

  it.each([
    ['still staged', () => workspace.put(file, 'x').then(() => workspace.git('add', file))],
    ['is not what the last commit holds', () => workspace.put(file, 'x')],
  ])('sees that it %s', async (reason, sabotage) => {
    await workspace.put(file, 'edited\n');
    expect((await restore(sabotage)).outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining(reason),
    });
  });
});
