import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome } from '../../core/action.ts';
import { createDirectionCase, file, old, steps, type DirectionCase } from '../testing/direction.ts';
import { check, perform, plan } from '../testing/workspace.ts';
import { directionConforms } from './conforms.ts';
import { directionMatches } from './matches.ts';
import { directionRender } from './render.ts';
let workspace: DirectionCase;
beforeEach(async () => {
  workspace = await createDirectionCase();
});
afterEach(() => workspace.remove());

const conforms = (): Promise<Outcome> =>
  check(directionConforms, workspace.inOrder(), { file, template: 'docs/template.md' });
const matches = (last = 'Write feedback to'): Promise<Outcome> =>
  check(directionMatches, workspace.inOrder(), { file, items: 'Use the following list verbatim', last });

describe('the whole way', () => {
  it('goes from the template to the staged direction', async () => {
    await workspace.carryOut(6);
    const text = await workspace.text(file);
    expect(text).toContain(
      '# DevOps Direction\n\n- **Owner:** Manager\n- **Effective:** 2025-10-17\n- **Version:** 1.1\n',
    );
    expect(text).toContain('\n4. Write feedback to `feedback/devops/2025-10-17.md`.\n\n## Constraints\n');
    expect(text).toMatch(/- 2025-10-10: Version 1\.0 – First\.\n- 2025-10-17: Version 1\.1 — Rewrite\.\n$/);
    expect(await conforms()).toMatchObject({ verdict: 'verified' });
    expect(await matches()).toMatchObject({ verdict: 'verified', facts: { tasks: 4 } });
    expect(await workspace.git('diff', '--cached', '--name-only')).toBe(`${file}\n`);
    for (const [action, input] of Object.values(steps).slice(1))
      expect((await plan(action, workspace.inOrder(), input)).changes).toEqual([]);
  });
});

const render = (sabotage?: () => Promise<unknown>) =>
  perform(directionRender, workspace.inOrder(), steps.render[1], sabotage);

describe('direction.render', () => {
  it('plans no change the second time', async () => {
    await render();
    const again = await render();
    expect(again.plan.changes).toEqual([]);
    expect(again.outcome.verdict).toBe('verified');
  });

  it.each(['in the work tree', 'in the index', 'never added'])('refuses to overwrite edits %s', async (where) => {
    if (where === 'never added')
      await workspace.git('rm', '-q', '--cached', file).then(() => workspace.git('commit', '-qm', 'x'));
    await workspace.put(file, 'precious\n');
    if (where === 'in the index') await workspace.git('add', file).then(() => workspace.put(file, old));
    await expect(render()).rejects.toMatchObject({ data: { code: 'direction.uncommitted-edits', file } });
  });

  it('writes a file that was not there, with what the order says', async () => {
    await perform(directionRender, workspace.inOrder(), { template: 'docs/template.md', to: 'docs/data.md' });
    expect(await workspace.text('docs/data.md')).toMatch(/^# Data Direction\n\n- \*\*Owner:\*\* Manager Sub-Agent\n/);
  });

  it('sees what someone changed between apply and verify', async () => {
    const { outcome } = await render(() => workspace.replace('## Objective', '## Objectives'));
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('line 7 differs') });
    await workspace.git('checkout', '-q', 'HEAD', '--', file);
    expect((await render(() => workspace.put('docs/template.md', '# New\n'))).outcome.verdict).toBe('failed');
  });

  it('says that the template is missing', async () => {
    const missing = plan(directionRender, workspace.inOrder(), { template: 'docs/none.md', to: file });
    await expect(missing).rejects.toMatchObject({ data: { code: 'files.missing', file: 'docs/none.md' } });
  });
});

describe('direction.conforms', () => {
  it.each([
    ['## Risk & Rollback', '## Dangers', 'no section "Risk & Rollback"'],
    [/Ship .*\n/, '', '"Objective" is empty'],
    ['Ship', '{{objective}}', 'placeholders are left: {{objective}}'],
    ['Ship', '<objective>', 'placeholders are left: <objective>'],
    [/- \*\*Owner.*\n/, '', 'no line "Owner"'],
    ['High', '', 'no line "Risk Level"'],
    ['≤ 60 minutes', 'plenty', 'budget'],
  ])('sees %s made %j', async (from, to, reason) => {
    await workspace.carryOut(4);
    expect((await conforms()).verdict).toBe('verified');
    await workspace.replace(from, to);
    expect(await conforms()).toMatchObject({ verdict: 'failed', reason: expect.stringContaining(reason) });
  });

  it('fails on the template itself', async () => {
    await workspace.carryOut(1);
    expect((await conforms()).reason).toContain('"Objective" still holds the template\'s words');
  });
});
