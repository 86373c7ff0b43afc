import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../core/action.ts';
import { createDirectionCase, entry, file, guardrails, old, steps, type DirectionCase } from '../testing/direction.ts';
import { check, perform, plan } from '../testing/workspace.ts';
import { directionChangelog } from './changelog.ts';
import { directionFill } from './fill.ts';
import { directionMatches } from './matches.ts';
import { directionTasks } from './tasks.ts';
let workspace: DirectionCase;
beforeEach(async () => {
  workspace = await createDirectionCase();
});
afterEach(() => workspace.remove());

const matches = (last = 'Write feedback to'): Promise<Outcome> =>
  check(directionMatches, workspace.inOrder(), { file, items: 'Use the following list verbatim', last });

describe('direction.tasks and direction.matches', () => {
  it.each([
    [/seed_staging/, 'seed_stagings', 'task 1 reads'],
    [/\(`supabase db push`\)/, '(supabase db push)', 'task 1 reads'],
    [/a_b/, 'a_c', 'task 2.2 reads'],
    [/ {3}- nightly\n/, '', 'task 2.1 reads'],
    [/\n4\. Write.*/, '', 'task 4 is missing'],
    [/\n4\. /, '\n4. Rest.\n5. ', 'task 4 reads'],
    [/(\n4\. .*)/, '$1\n5. More.', 'task 5 is not in the order: "More."'],
    [/3\. (.*)\n4\. (.*)/, '3. $2\n4. $1', 'task 3 reads'],
  ])('see %s made %j', async (from, to, reason) => {
    await workspace.carryOut(1);
    const { outcome } = await perform(directionTasks, workspace.inOrder(), { to: file }, () =>
      workspace.replace(from, to),
    );
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(reason) });
    expect(await matches()).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(reason) });
  });

  it('matches wants the last task that it was told', async () => {
    await workspace.carryOut(2);
    expect(await matches('Write  feedback')).toMatchObject({ verdict: 'verified' });
    expect(await matches('Deploy')).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('ends with') });
  });

  it('ask for a list, for a section, and for a quotation that fits one item', async () => {
    const bare = workspace.context({ order: workspace.inOrder().order! });
    await expect(plan(directionTasks, bare, { to: file })).rejects.toMatchObject({
      data: { code: 'direction.no-list' },
    });
    await expect(plan(directionTasks, workspace.inOrder(), { to: file })).rejects.toMatchObject({
      data: { code: 'direction.no-section' },
    });
    for (const items of ['the', 'nowhere'])
      await expect(check(directionMatches, workspace.inOrder(), { file, items })).rejects.toMatchObject({
        data: { code: 'direction.quote' },
      });
    expect((await check(directionMatches, workspace.context(), { file, items: 'x' })).verdict).toBe('unknown');
  });
});

const fill = (sabotage?: () => Promise<unknown>) =>
  perform(directionFill, workspace.inOrder(), steps.fill[1], sabotage);

describe('direction.fill', () => {
  it.each([
    ['npm', 'rg', undefined],
    ['supabase', 'psql', '`supabase db push` (task 1)'],
    ['flyctl', 'fly', undefined],
    ['flyctl', 'fly status', '`fly deploy --env production` (task 3)'],
  ])('with %s allowed as %s', async (from, to, reason) => {
    await workspace.put('docs/guardrails.md', guardrails.replace(from, to));
    await workspace.carryOut(2);
    const { outcome } = await fill();
    expect([outcome.verdict, outcome.reason?.includes(reason ?? '')]).toEqual(
      reason === undefined ? ['verified', undefined] : ['failed', true],
    );
  });

  it.each([
    ['Ship', 'Ships', 'in: Objective'],
    ['All green', 'Some green', 'in: Definition of Done'],
    [/## Links & References\n+.*/, '## Links & References\n\n', 'in: Links & References'],
  ])('sees %s made %j', async (from, to, reason) => {
    await workspace.carryOut(2);
    expect((await fill(() => workspace.replace(from, to))).outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining(reason),
    });
  });

  it('fills nothing with nothing', async () => {
    await workspace.carryOut(2);
    await workspace.put('docs/guardrails.md', guardrails.replace('Ship *safely*.', ''));
    await expect(fill()).rejects.toMatchObject({ data: { code: 'direction.no-section', file: 'docs/guardrails.md' } });
  });

  it('sees placeholders that the guardrails bring', async () => {
    await workspace.put('docs/guardrails.md', guardrails.replace('≤ 60', '<n>'));
    await workspace.carryOut(2);
    expect((await fill()).outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('<n>') });
  });
});

const log = (input: object = {}, sabotage?: () => Promise<unknown>) =>
  perform(directionChangelog, workspace.inOrder(), { ...entry, ...input }, sabotage);

describe('direction.changelog', () => {
  it('adds once, at the end that is newest', async () => {
    await workspace.put(file, old.replace('\n- 2025', '\n- 2025-10-12: Version 1.0.1 – Later.\n- 2025'));
    expect((await log()).outcome.verdict).toBe('verified');
    expect((await log()).plan.changes).toEqual([]);
    expect(await workspace.text(file)).toMatch(/## Change Log\n+- 2025-10-17: .*\n- 2025-10-12: .*\n- 2025-10-10/);
  });

  it.each([
    ['— Rewrite', '— Rewritten', 'no line of the Change Log reads'],
    [/- 2025-10-17.*\n/, '', '0 entries of version 1.1'],
    [/(- 2025-10-17.*\n)/, '$1$1', '2 entries of version 1.1'],
    [/- 2025-10-10.*\n/, '', 'the entry of 2025-10-10 is lost'],
    ['**Version:** 1.1', '**Version:** 1.0', 'Version is 1.0, not 1.1'],
  ])('sees %s made %j', async (from, to, reason) => {
    await workspace.carryOut(1);
    const { outcome } = await log({}, () => workspace.replace(from, to));
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(reason) });
  });

  it('refuses a version that is logged, a day that is none, and a file without a log', async () => {
    await expect(log({ version: '1.0' })).rejects.toMatchObject({
      data: { code: 'direction.version-logged', line: 7 },
    });
    await expect(log({ date: '2025-02-30' })).rejects.toThrow(/date/i);
    await expect(log({ to: 'other.md' })).rejects.toMatchObject({ data: { code: 'direction.no-section' } });
  });
});
