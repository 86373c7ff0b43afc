import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock, type Clock } from '../../core/clock.ts';
import { exitCodes } from '../../core/exit-code.ts';
import type { RunRecord } from '../../core/record.ts';
import { generateKey } from '../../evidence/keys.ts';
import { renderTrustRoot } from '../../evidence/trust-root.ts';
import { verifyRun } from '../../evidence/verify.ts';
import { exitCodeOfRun } from '../exit.ts';
import type { FoundRun } from '../find-run.ts';
import { resumeRun } from '../resume/resume-run.ts';
import { runDirection } from '../run-direction.ts';
import { testCatalogue } from '../testing/catalogue.ts';
import { createWorkspace, direction, type TestWorkspace } from '../testing/workspace.ts';
import { loadTrust } from '../trust.ts';
import { approve } from './approve.ts';
import { checkApproval } from './check.ts';

const runner = generateKey('runner', ['run']);
const lead = generateKey('lead', ['approve']);
const bindings = `tasks:
  - task: Change production
    run: env.deploy env=production line=deployed
  - task: Look at it
    run: out.has name=production
    after: Change production
`;

let place: TestWorkspace;
beforeEach(() => {
  place = createWorkspace({
    'launch.md': direction(['Change production', 'Look at it']),
    'launch.bindings.yaml': bindings,
  });
  writeFileSync(join(place.root, 'prestage.keys'), renderTrustRoot({ keys: [runner.trusted, lead.trusted] }));
  place.commit('prestage.keys');
});
afterEach(() => place.remove());

function setup(clock: Clock = systemClock) {
  const config = { rehearse: [], environments: { production: { production: true } }, rehearsal: {} };
  return {
    workspace: { ...place, config },
    catalogue: testCatalogue,
    signer: runner.signer,
    clock,
    watch: () => undefined,
    version: '0.0.0',
    childEnv: { PATH: process.env['PATH'] ?? '' },
    secrets: [],
  };
}

const run = async () => {
  const { record, folder } = await runDirection({ ...setup(), file: 'launch.md', mode: 'live', selection: {} });
  return { record, found: { id: record.run, folder, root: place.root } satisfies FoundRun };
};
const resume = async (found: FoundRun, clock?: Clock) => (await resumeRun(setup(clock), found)).record;
const give = async (found: FoundRun, signer = lead.signer, minutes = 60, task = '1') =>
  approve({
    root: place.root,
    folder: found.folder,
    run: found.id,
    task,
    by: 'Lead',
    minutes,
    signer,
    clock: systemClock,
    env: process.env,
  });

const deployed = (): string => {
  const path = join(place.root, 'out/production');
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
};
const verdicts = ({ tasks }: RunRecord): string[] => tasks.map(({ verdict }) => verdict);
const holds = async (found: FoundRun) =>
  (await verifyRun(found.folder, await loadTrust(place.root, process.env))).findings;

const answer = (id: string): string => `.prestage/approvals/${id}/1/approval.sigstore.json`;

describe('a change of production', () => {
  it('waits for an approval, with the command that gives it, and has changed nothing', async () => {
    const { record, found } = await run();
    expect(verdicts(record)).toEqual(['waiting', 'blocked']);
    expect(record.tasks[0]?.fix).toBe(`prestage approve ${record.run} 1, then prestage resume ${record.run}`);
    expect(exitCodeOfRun({ ...record, tasks: record.tasks.slice(0, 1), boxes: [] })).toBe(exitCodes.waiting);
    expect(deployed()).toBe('');
    expect(await holds(found)).toEqual([]);
  });

  it('is applied once when it was approved, and the evidence says by whom', async () => {
    const { found } = await run();
    await give(found);
    const record = await resume(found);
    expect(verdicts(record)).toEqual(['verified', 'verified']);
    expect(deployed()).toBe('deployed\n');
    expect(await holds(found)).toEqual([]);
    expect(readFileSync(join(found.folder, 'journal.jsonl'), 'utf8')).toMatch(/"by":"Lead".*"kind":"approval.used"/);
    await expect(resume(found)).rejects.toMatchObject({ data: { code: expect.stringMatching(/^resume\./) } });
    expect(deployed()).toBe('deployed\n');
  });

  it('is not applied when the plan has changed since, and asks for the new one', async () => {
    const { found } = await run();
    await give(found);
    place.write('out/production', 'somebody was here\n');
    const record = await resume(found);
    expect(record.tasks[0]).toMatchObject({
      verdict: 'waiting',
      reason: expect.stringContaining('no longer what was approved'),
    });
    expect(deployed()).toBe('somebody was here\n');
    await give(found);
    expect(verdicts(await resume(found))).toEqual(['verified', 'verified']);
  });

  it('is not applied on an approval that has expired', async () => {
    const { found } = await run();
    await give(found, lead.signer, 1);
    const later = { now: () => new Date(Date.now() + 5 * 60_000) };
    expect((await resume(found, later)).tasks[0]).toMatchObject({
      verdict: 'waiting',
      reason: expect.stringContaining('expired'),
    });
    expect(deployed()).toBe('');
  });

  it('cannot be approved by the runner, nor by a stranger', async () => {
    const { found } = await run();
    await expect(give(found, runner.signer)).rejects.toMatchObject({ data: { code: 'approval.key' } });
    await expect(give(found, generateKey('stranger', ['approve']).signer)).rejects.toMatchObject({
      data: { code: 'approval.key' },
    });
    expect(verdicts(await resume(found))).toEqual(['waiting', 'blocked']);
  });

  it('cannot be approved by a key that only the uncommitted prestage.keys lets approve, not even when it is put there by hand', async () => {
    const { found } = await run();
    const stranger = generateKey('stranger', ['approve']);
    const keys = [runner.trusted, lead.trusted, stranger.trusted];
    const committed = readFileSync(join(place.root, 'prestage.keys'), 'utf8');
    place.write('prestage.keys', renderTrustRoot({ keys }));
    await expect(give(found, stranger.signer)).rejects.toMatchObject({
      data: { code: 'approval.key', fix: expect.stringContaining('reviewed and committed') },
    });
    place.commit('prestage.keys');
    await give(found, stranger.signer);
    place.git('reset', '--quiet', '--soft', 'HEAD~1');
    expect((await resume(found)).tasks[0]).toMatchObject({ verdict: 'waiting' });
    expect(deployed()).toBe('');
    place.write('prestage.keys', committed);
    await give(found);
    expect(verdicts(await resume(found))).toEqual(['verified', 'verified']);
  });

  it('says where no repository stands behind the keys', async () => {
    const { found } = await run();
    const asked = readFileSync(join(place.root, '.prestage/approvals', found.id, '1/request.json'), 'utf8');
    rmSync(join(place.root, '.git'), { recursive: true });
    expect((await give(found)).trust.isReviewed).toBe(false);
    const trust = await loadTrust(place.root, process.env);
    const { request } = JSON.parse(asked) as { request: Parameters<typeof checkApproval>[1] };
    const bundle = readFileSync(join(place.root, answer(found.id)), 'utf8');
    expect(checkApproval(bundle, request, trust, systemClock).unreviewed).toContain('no git repository');
  });

  it('does not count a second time, whoever puts it back', async () => {
    const { found } = await run();
    await give(found);
    const folder = join(place.root, `.prestage/approvals/${found.id}/1`);
    cpSync(folder, join(place.root, 'kept'), { recursive: true });
    expect(verdicts(await resume(found))).toEqual(['verified', 'verified']);
    const journal = join(found.folder, 'journal.jsonl');
    const lines = readFileSync(journal, 'utf8').split('\n');
    const used = lines.findIndex((line) => line.includes('"kind":"approval.used"'));
    writeFileSync(journal, `${lines.slice(0, used + 1).join('\n')}\n`);
    rmSync(join(found.folder, 'seals'), { recursive: true });
    rmSync(join(place.root, 'out'), { recursive: true });
    cpSync(join(place.root, 'kept'), folder, { recursive: true });
    expect(verdicts(await resume(found))).toEqual(['waiting', 'blocked']);
    expect(deployed()).toBe('');
  });

  it('shows a person only the plan that was made', async () => {
    const { found } = await run();
    const path = `.prestage/approvals/${found.id}/1/request.json`;
    place.write(path, readFileSync(join(place.root, path), 'utf8').replace('"summary": "', '"summary": "harmless: '));
    await expect(give(found)).rejects.toMatchObject({ data: { code: 'approval.request-changed' } });
  });

  it('does not take the approval of another run', async () => {
    const first = await run();
    await give(first.found);
    const second = await run();
    place.write(answer(second.found.id), readFileSync(join(place.root, answer(first.found.id)), 'utf8'));
    expect((await resume(second.found)).tasks[0]).toMatchObject({
      verdict: 'waiting',
      reason: expect.stringContaining('another run'),
    });
    expect(deployed()).toBe('');
  });
});

describe('a way back that changes production', () => {
  const failing = direction(['It goes wrong']);
  it('waits for its approval, and is done when it has it', async () => {
    place.write('launch.md', failing.replace(/(Rollback Plan:\*\*)[^\n]*/, '$1 Put the old line back.'));
    place.write(
      'launch.bindings.yaml',
      `tasks:
  - task: It goes wrong
    run: out.refuse
rollback:
  quote: Put the old line back
  run: env.deploy env=production line=old
`,
    );
    const { record, found } = await run();
    expect(verdicts(record)).toEqual(['failed']);
    expect(record.rollback).toMatchObject({ verdict: 'waiting' });
    await give(found, lead.signer, 60, 'rollback');
    const resumed = await resume(found);
    expect(resumed.rollback).toMatchObject({ verdict: 'verified' });
    expect(verdicts(resumed)).toEqual(['failed']);
    expect(deployed()).toBe('old\n');
    expect(await holds(found)).toEqual([]);
    await expect(resume(found)).rejects.toMatchObject({ data: { code: 'resume.closed' } });
  });
});
