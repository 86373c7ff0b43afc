import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionContext } from '../../core/action.ts';
import type { ActionRecord, TaskRecord } from '../../core/record.ts';
import { digestOf } from '../../services/files/digest.ts';
import { formattingOf } from '../formatting.ts';
import { item, runView, task } from '../testing/run.ts';
import { createWorkspace, perform, plan, type TestWorkspace } from '../testing/workspace.ts';
import { reportReadiness } from './readiness.ts';

const folder = 'artifacts/ops/runs/20251017T040000Z-direction-3f9a';
const note = 'docs/runbooks/devops_execution_summary.md';
const log = 'Applying migration 1_a.sql...\n';

const pushed: ActionRecord = {
  id: 'database.push',
  environment: 'staging',
  verdict: 'failed',
  reason: '1 applied, 1 failed: 2_b.sql, `select` <b>',
  asked: 'supabase db push',
  done: 'supabase db push --remote to 127.0.0.1:1/x',
  durationMs: 3,
  commands: [],
  evidence: [{ path: 'files/task-2/push.log', sha256: digestOf(log), bytes: log.length }],
  facts: {
    files: [
      { file: '1_a.sql', state: 'applied', statement: null },
      { file: '2_b.sql', state: 'failed', statement: 3, words: '# no * such\n| table_x_' },
    ],
    appliedBefore: 2,
    warnings: [],
    notes: ['+ one', '1. two', '# three', '- four', 'a_b_c __d__ <!-- prestage:end run -->'],
    shadow: { engine: 'native', drift: { 'public.a': ['x'] } },
    squawk: 'none',
    fine: true,
  },
};

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace({ [`${folder}/files/task-2/push.log`]: log });
});
afterEach(async () => workspace.remove());

function inRun(tasks: readonly TaskRecord[], more: Partial<ActionContext> = {}): ActionContext {
  return workspace.context({ run: runView(tasks), ...more });
}

const tasks = [task('1'), task('2', { verdict: 'failed', reason: 'a reason', actions: [pushed] })];

describe('the readiness note', () => {
  it('says what the evidence says, clean for Prettier, and is the same the second time', async () => {
    const { outcome } = await perform(reportReadiness, inRun(tasks), { ready: 'reported' });
    expect(outcome).toMatchObject({
      verdict: 'verified',
      reason: 'the note stands, and says that it is not ready',
      facts: { ready: false, cited: 1, file: note },
    });
    const text = await workspace.text(note);
    expect(text).toContain('- On staging: **failed**');
    expect(text).toContain('files (2: 1 applied, 1 failed):');
    expect(text).toContain('### Seeds\n\nUnknown: no `database.seed` ran in this run.');
    expect(text).toContain(`\`${folder}/files/task-2/push.log\` (sha256 ${digestOf(log).slice(0, 12)})`);
    expect(await formattingOf(workspace.context(), note)).toMatchObject({ verdict: 'verified' });
    const again = await plan(reportReadiness, inRun(tasks, { clock: { now: () => new Date('2026-01-01') } }), {});
    expect(again.changes).toEqual([]);
  });

  it('keeps what people wrote before, between and after', async () => {
    await workspace.put(note, '# Ours\r\n\r\nBy hand.  \r\n');
    await perform(reportReadiness, inRun([task('1')]), {});
    const first = await workspace.text(note);
    expect(first.startsWith('# Ours\r\n\r\nBy hand.  \r\n')).toBe(true);
    const mine = '\r\nBetween\t*them*.\r\n';
    await workspace.put(
      note,
      first.replace('<!-- prestage:begin run -->', `${mine}\r\n<!-- prestage:begin run -->`) + 'After',
    );
    const { outcome } = await perform(reportReadiness, inRun(tasks), { ready: 'reported' });
    expect(outcome.verdict).toBe('verified');
    const second = await workspace.text(note);
    expect(second).toContain(mine);
    expect(second.endsWith('After')).toBe(true);
    expect(second.replaceAll('\r\n', '')).not.toContain('\n');
    expect(second).toContain('**failed**');
  });

  it.each([
    ['failed', [task('2', { verdict: 'failed', fix: 'Mend it.', actions: [pushed] })], 'failed', 'Mend it.'],
    [
      'unknown',
      [task('2', { verdict: 'unknown', actions: [pushed] })],
      'unknown',
      'Settle task 2, then run this one again.',
    ],
  ] as const)('is red when a task before it is %s, and says what to do', async (said, before, verdict, fix) => {
    const { outcome } = await perform(reportReadiness, inRun([task('1'), ...before]), {});
    const reason = `the note stands, and says that it is not ready: task 2 is ${said}`;
    expect(outcome).toMatchObject({ verdict, reason, fix, facts: { ready: false } });
  });

  it('writes nothing when there is no new evidence', async () => {
    await perform(reportReadiness, inRun(tasks), {});
    const before = await stat(join(workspace.root, note), { bigint: true });
    await perform(reportReadiness, inRun(tasks, { clock: { now: () => new Date('2026-01-01') } }), {});
    expect((await stat(join(workspace.root, note), { bigint: true })).mtimeNs).toBe(before.mtimeNs);
    await perform(reportReadiness, inRun([...tasks, task('3')]), {});
    expect((await stat(join(workspace.root, note), { bigint: true })).mtimeNs).not.toBe(before.mtimeNs);
  });

  it('is unknown when nothing of the database ran', async () => {
    const { outcome } = await perform(reportReadiness, inRun([task('1')]), {});
    expect(outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('nothing of database ran') });
    expect(await workspace.text(note)).toContain('- Database, migrations: no `database.push` ran in this run');
  });

  it.each([
    [
      'evidence that is gone',
      async () => workspace.git('rm', '-q', '-f', `${folder}/files/task-2/push.log`),
      'cannot be read',
    ],
    [
      'evidence that was changed',
      async () => workspace.put(`${folder}/files/task-2/push.log`, 'other'),
      'is not what the run left there',
    ],
    [
      'a note that was changed',
      async () => workspace.put(note, (await workspace.text(note)).replace('failed', 'verified')),
      'reads otherwise than the evidence',
    ],
    ['a note that is gone', async () => workspace.put(note, ''), 'reads otherwise'],
  ])('fails over %s', async (_, sabotage, words) => {
    const { outcome } = await perform(reportReadiness, inRun(tasks), {}, sabotage);
    expect(outcome.verdict).toBe('failed');
    expect(outcome.reason).toContain(words);
  });

  it('fails when what people wrote is lost', async () => {
    await workspace.put(note, '# Ours\n\nBy hand.\n');
    const { outcome } = await perform(reportReadiness, inRun(tasks), {}, async () =>
      workspace.put(note, (await workspace.text(note)).replace('By hand.', '')),
    );
    expect(outcome).toMatchObject({ verdict: 'failed', reason: expect.stringContaining('what people wrote') });
  });

  it('stands where the task or the binding says', async () => {
    const named = item('Produce a staging readiness note (`docs/other.md`) from `npm run x`');
    expect((await plan(reportReadiness, inRun(tasks, { item: named }), {})).changes).toMatchObject([
      { target: 'docs/other.md' },
    ]);
    expect((await plan(reportReadiness, inRun(tasks, { item: named }), { to: 'docs/third.md' })).changes).toMatchObject(
      [{ target: 'docs/third.md' }],
    );
    const two = item('From `a.md` to `b.md`');
    await expect(plan(reportReadiness, inRun(tasks, { item: two }), {})).rejects.toMatchObject({
      data: { code: 'report.no-path' },
    });
    await expect(plan(reportReadiness, workspace.context(), {})).rejects.toMatchObject({
      data: { code: 'report.no-run' },
    });
  });

  it.each([
    '<!-- prestage:begin run -->\n',
    '<!-- prestage:end run -->\n',
    '<!-- prestage:begin run -->\n<!-- prestage:begin open -->\n<!-- prestage:end open -->\n',
    '<!-- prestage:begin run -->\n<!-- prestage:end run -->\n<!-- prestage:begin run -->\n<!-- prestage:end run -->\n',
  ])('refuses the markers %j', async (text) => {
    await workspace.put(note, text);
    await expect(plan(reportReadiness, inRun(tasks), {})).rejects.toMatchObject({
      data: { code: 'report.markers', file: note },
    });
  });
});

const act = (id: string, facts: NonNullable<ActionRecord['facts']>): ActionRecord => ({
  id,
  environment: 'staging',
  verdict: 'verified',
  durationMs: 1,
  commands: [],
  evidence: [],
  facts,
});

async function noteOf(tasks: readonly TaskRecord[]) {
  const { outcome } = await perform(reportReadiness, inRun(tasks), {});
  return { outcome, text: await workspace.text(note) };
}

describe('migrations that were taken back after they were pushed', () => {
  const name = '20250102000000_tags.sql';
  const push = act('database.push', { files: [{ name, state: 'applied' }] });
  const down = act('database.down', {
    downs: [{ name }, { name: '20250101000000_a.sql' }],
    left: ['20250101000000_a.sql'],
  });
  const others = ['test', 'access', 'seed', 'drift'].map((verb) => act(`database.${verb}`, {}));
  const of = (...actions: readonly ActionRecord[]) =>
    [...actions, ...others].map((action, index) => task(String(index + 1), { actions: [action] }));

  it('are said where the push is, and it is not ready', async () => {
    const { outcome, text } = await noteOf(of(push, down));
    expect(outcome.facts).toMatchObject({ ready: false });
    expect(text).toContain('Ready: **no: 0 tasks not settled, 0 things unknown, 1 migrations taken back**');
    expect(text).toMatch(
      /### Migrations\n[^#]*Taken back since\*\* on staging, by task 2: 20250102000000\\?_tags\.sql/,
    );
    expect(text).toContain('### Taken back\n');
    expect(text).not.toContain('Taken back since** on staging, by task 2: 20250101000000');
  });

  it('count again once they are pushed again, and nobody misses a way back', async () => {
    expect((await noteOf(of(push, down, push))).outcome.facts).toMatchObject({ ready: true });
    const { outcome, text } = await noteOf(of(push));
    expect(outcome.facts).toMatchObject({ ready: true });
    expect(text).not.toContain('aken back');
  });
});
