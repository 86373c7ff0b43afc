import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { defineAction, type Action, type Catalogue, type Outcome } from '../../core/action.ts';
import { systemClock } from '../../core/clock.ts';
import type { RunEvent } from '../../core/event.ts';
import { Failure } from '../../core/failure.ts';
import { Secret } from '../../core/secret.ts';
import { z } from 'zod';
import { readJournal } from '../../evidence/chain.ts';
import { generateKey } from '../../evidence/keys.ts';
import { readTrustRoot, renderTrustRoot } from '../../evidence/trust-root.ts';
import { verifyRun } from '../../evidence/verify.ts';
import { attest } from '../attest.ts';
import { findRun } from '../find-run.ts';
import { testCatalogue } from '../testing/catalogue.ts';
import { createWorkspace, direction, type TestWorkspace } from '../testing/workspace.ts';
import { loadTrust } from '../trust.ts';
import { cutRun, resume, wholeRun } from './testing/cut-run.ts';

let workspace: TestWorkspace;
afterEach(() => workspace.remove());

const two = 'tasks:\n  - task: One\n    run: out.write name=one\n  - task: Two\n    run: out.write name=two\n';

function given(tasks: string[], bindings: string): TestWorkspace {
  workspace = createWorkspace({
    'launch.md': direction(tasks),
    'launch.bindings.yaml': bindings,
    '.gitignore': 'artifacts/\n',
  });
  return workspace;
}

const settled = (number: string) => (event: RunEvent) => event.kind === 'task.settled' && event.task.number === number;

async function refusal(call: Promise<unknown>): Promise<Failure> {
  const end = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (end instanceof Failure) return end;
  throw new Error('it was not refused', { cause: end });
}

function journal(folder: string) {
  return readJournal(readFileSync(join(folder, 'journal.jsonl'), 'utf8')).records.map(({ entry }) => entry);
}

describe('a run that was cut', () => {
  it('goes on after what was settled, and says that it did, in record, report and page', async () => {
    given(['One', 'Two'], two);
    await cutRun(workspace, settled('1'));
    writeFileSync(join(workspace.root, 'out/one'), 'as the first task left it, and changed by somebody since');
    const { record, folder, page, events } = await resume(workspace);
    expect(record.tasks.map(({ verdict }) => verdict)).toEqual(['verified', 'verified']);
    expect(readFileSync(join(workspace.root, 'out/one'), 'utf8')).toContain('changed by somebody');
    expect(record.resumed).toEqual([{ at: expect.any(String) as string, prestage: '0.0.0', cutBytes: 0 }]);
    expect(JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8'))).toMatchObject({
      resumed: [record.resumed?.[0]?.at],
    });
    expect(readFileSync(page, 'utf8')).toContain('Resumed');
    expect(events[0]).toMatchObject({ kind: 'run.opened', resumed: true });
    expect(events[1]).toMatchObject({ kind: 'task.settled', task: { number: '1' } });
    const { findings } = await verifyRun(folder, await loadTrust(workspace.root, process.env));
    expect(findings).toEqual([]);
  });

  it('takes a half-written last line off, and notes it', async () => {
    given(['One', 'Two'], two);
    const { folder } = await cutRun(workspace, settled('1'));
    appendFileSync(join(folder, 'journal.jsonl'), '{"at":"2026-11-23T03');
    const { record } = await resume(workspace);
    expect(record.resumed?.[0]?.cutBytes).toBe(20);
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
  });

  it('removes files that had no name yet, which would break its evidence', async () => {
    given(['One', 'Two'], two);
    const { folder } = await cutRun(workspace, settled('1'));
    const half = join(folder, 'statements/.task-2.sigstore.json.0123456789ab.tmp');
    writeFileSync(half, '{"half');
    await resume(workspace);
    expect(existsSync(half)).toBe(false);
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
  });

  it('leaves out what was left out when it began', async () => {
    given(['One', 'Two'], two);
    await cutRun(workspace, settled('1'), { selection: { only: ['1'] } });
    const { record } = await resume(workspace);
    expect(record.tasks[1]).toMatchObject({ verdict: 'skipped', reason: 'left out by --only 1' });
  });

  it('is sealed when only its seal was missing', async () => {
    given(['One', 'Two'], two);
    const { folder } = await cutRun(workspace, ({ kind }) => kind === 'run.closed');
    const before = journal(folder).length;
    rmSync(join(folder, 'seals'), { recursive: true });
    await resume(workspace);
    expect(journal(folder)).toHaveLength(before);
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
  });

  it('does not mind where the clock is: years ahead, years back, or standing still', async () => {
    given(['One', 'Two'], two);
    const times = [0, 9e11, -3e11, -3e11, 5e11, 1];
    let call = 0;
    const clock = { now: () => new Date(Date.UTC(2026, 10, 23) + (times[(call += 1) % times.length] ?? 0)) };
    await cutRun(workspace, settled('1'), { clock });
    const { record, folder } = await resume(workspace, { clock });
    expect(record.tasks.map(({ verdict }) => verdict)).toEqual(['verified', 'verified']);
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
    for (const { durationMs } of [record, ...record.tasks]) {
      expect(durationMs).toBeGreaterThanOrEqual(0);
      expect(durationMs).toBeLessThan(60_000);
    }
  });
});

describe('an action that was at work when the run was cut', () => {
  let applied = 0;
  const answer = { verify: async (): Promise<Outcome> => ({ verdict: 'verified' }), secret: '' };
  const action: Action = defineAction({
    id: 'cut.me',
    summary: 'Be cut',
    effects: 'workspace',
    needs: {},
    recognises: [],
    input: z.strictObject({}),
    plan: async () => ({ summary: 'be cut', changes: [], data: { secret: answer.secret } }),
    apply: async () => {
      applied += 1;
      if (applied === 1) throw full;
    },
    verify: async () => answer.verify(),
  });
  const full = new Failure({ code: 'files.disk-full', what: 'Cannot write out', why: 'no room', fix: 'Make room.' });
  const catalogue: Catalogue = { ids: ['cut.me'], load: async () => action };

  /** The disk is full between the effect and the next record. */
  async function cut(more: Parameters<typeof wholeRun>[1] = {}) {
    applied = 0;
    given(['Cut me'], 'tasks:\n  - task: Cut me\n    run: cut.me\n');
    expect((await refusal(wholeRun(workspace, { catalogue, ...more }))).data.code).toBe('run.stopped');
    return findRun(workspace.root);
  }

  it('stands when the world shows its effect, and says so', async () => {
    answer.verify = async () => ({ verdict: 'verified', facts: { seen: 1 } });
    await cut();
    const { record } = await resume(workspace, { catalogue });
    expect(applied).toBe(1);
    expect(record.tasks[0]?.actions[0]).toMatchObject({
      verdict: 'verified',
      facts: { seen: 1, afterCut: expect.stringContaining('it was not applied again') as string },
      evidence: [{ path: 'files/1/cut.me/plan.json' }, { path: 'files/1/cut.me-attempt-2/outcome.json' }],
    });
  });

  it('is applied again when the world does not', async () => {
    await cut();
    answer.verify = async () => ({ verdict: applied === 1 ? 'failed' : 'verified' });
    const { record } = await resume(workspace, { catalogue });
    expect(applied).toBe(2);
    expect(record.tasks[0]?.actions[0]?.facts).toMatchObject({
      afterCut: expect.stringContaining('applied again') as string,
    });
  });

  it.each<[string, () => Promise<Outcome>]>([
    ['cannot tell', async () => ({ verdict: 'unknown', reason: 'the service does not answer' })],
    [
      'throws',
      async () => {
        throw new Failure({ code: 'x.y', what: 'No answer', why: 'the service does not answer', fix: 'Wait.' });
      },
    ],
  ])('is unknown, and not applied, when its check %s', async (_, verify) => {
    await cut();
    answer.verify = verify;
    const { record } = await resume(workspace, { catalogue });
    expect(applied).toBe(1);
    expect(record.tasks[0]).toMatchObject({ verdict: 'unknown' });
    expect(record.tasks[0]?.reason).toContain('the service does not answer');
  });

  it('is unknown, and not applied, when its plan held a secret: the plan that is kept is another', async () => {
    answer.secret = 'canary-5f3a9b8c7d6e';
    const more = { catalogue, secrets: [new Secret('CANARY', answer.secret)] };
    const { folder } = await cut(more);
    expect(readFileSync(join(folder, 'files/1/cut.me/plan.json'), 'utf8')).not.toContain(answer.secret);
    answer.verify = async () => ({ verdict: 'verified' });
    const { record } = await resume(workspace, more);
    answer.secret = '';
    expect(applied).toBe(1);
    expect(record.tasks[0]?.reason).toContain('its plan held a secret');
  });
});

describe('what cannot be resumed', () => {
  it('a direction that changed since: refused, and nothing is written', async () => {
    given(['One', 'Two'], two);
    const { folder } = await cutRun(workspace, settled('1'));
    const before = journal(folder).length;
    workspace.write('launch.md', direction(['One', 'Two', 'Three']));
    const { data, exitCode } = await refusal(resume(workspace));
    expect([data.code, exitCode]).toEqual(['run.changed', 2]);
    expect(data.why).toContain('launch.md changed since');
    workspace.write('launch.md', direction(['One', 'Two']));
    workspace.write('launch.bindings.yaml', two.replace('name=two', 'name=three'));
    expect((await refusal(resume(workspace))).data.why).toContain('its bindings changed since');
    expect(journal(folder)).toHaveLength(before);
  });

  it('a tick does not change the direction', async () => {
    given(['One', 'Two'], two);
    await cutRun(workspace, settled('1'));
    workspace.write('launch.md', direction(['One', 'Two']).replace('- [ ]', '- [x]'));
    expect((await resume(workspace)).record.tasks[1]?.verdict).toBe('verified');
  });

  it('a rehearsal: its key is gone', async () => {
    given(['One', 'Two'], two);
    await cutRun(workspace, settled('1'), { mode: 'rehearsal' });
    const { data, exitCode } = await refusal(resume(workspace));
    expect([data.code, exitCode]).toEqual(['resume.rehearsal', 3]);
    expect(data.fix).toContain('prestage rehearse launch.md');
  });

  it('a run that ended', async () => {
    given(['One', 'Two'], two);
    await wholeRun(workspace);
    expect(await refusal(resume(workspace))).toMatchObject({ data: { code: 'resume.closed' }, exitCode: 64 });
  });

  it('a run without a whole record', async () => {
    given(['One', 'Two'], two);
    const { folder } = await cutRun(workspace, settled('1'));
    writeFileSync(join(folder, 'journal.jsonl'), '{"at"');
    expect((await refusal(resume(workspace))).data.code).toBe('resume.never-began');
  });

  it('a run whose children are still at work: what they will have done, nobody can see yet', async () => {
    given(['One', 'Two'], two);
    const { id } = await cutRun(workspace, settled('1'));
    const child = spawn('sleep', ['60'], { env: { PATH: process.env['PATH'], PRESTAGE_RUN: id } });
    try {
      const { data } = await refusal(resume(workspace));
      expect(data.code).toBe('resume.still-at-work');
      expect(data.why).toContain(`process ${child.pid}: sleep 60`);
    } finally {
      child.kill();
    }
    const verdict = () => resume(workspace).then(({ record }) => record.tasks[1]?.verdict);
    await expect.poll(verdict, { timeout: 20_000 }).toBe('verified');
  });
});

describe('a run that ended and waited', () => {
  it('takes up what stood behind a person’s word, once that was given', async () => {
    given(
      ['Ask QA', 'Write it'],
      'tasks:\n  - task: Ask QA\n    person: QA\n  - task: Write it\n    run: out.write name=it\n    after: Ask QA\n',
    );
    const first = await wholeRun(workspace, { catalogue: testCatalogue });
    expect(first.record.tasks[1]).toMatchObject({ verdict: 'blocked', reason: 'task 1 comes first and is waiting' });
    expect(first.record.tasks[1]?.fix).toContain(`prestage resume ${first.record.run}`);
    expect((await refusal(resume(workspace))).data.code).toBe('resume.closed');
    const person = generateKey('qa', ['attest']);
    const keys = readTrustRoot(readFileSync(join(workspace.root, 'prestage.keys'), 'utf8'), 'prestage.keys').keys;
    workspace.write('prestage.keys', renderTrustRoot({ keys: [...keys, person.trusted] }));
    workspace.commit('prestage.keys');
    const word = {
      task: '1',
      by: 'Q. A.',
      note: 'seen',
      files: [],
      signer: async () => person.signer,
      clock: systemClock,
      env: process.env,
    };
    await attest({ root: workspace.root, folder: first.folder, ...word });
    const { record, folder } = await resume(workspace);
    expect(record.tasks.map(({ verdict }) => verdict)).toEqual(['attested', 'verified']);
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
    expect((await refusal(resume(workspace))).data.code).toBe('resume.closed');
  });
});
