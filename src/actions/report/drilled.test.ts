import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf } from '../../services/files/digest.ts';
import { check, createWorkspace, type TestWorkspace } from '../testing/workspace.ts';
import { reportDrilled } from './drilled.ts';

let workspace: TestWorkspace;
beforeEach(async () => {
  workspace = await createWorkspace();
});
afterEach(async () => workspace.remove());

const deploy = { format: 'prestage.deploy-rehearsal/1', verdict: 'verified', rollback: ['fly deploy --image a@b'] };
const rollback = { format: 'prestage.rollback-drill/1', verdict: 'verified', rollback: ['fly deploy --image a@b'] };
const restore = { format: 'prestage.drill/1', verdict: 'verified' };

/** A day before the clock of the context, unless another is named. */
async function archived(area: string, content: object, name = '20251016T040000000Z'): Promise<void> {
  const folder = `artifacts/ops/${area}/production`;
  const before = await workspace.text(`${folder}/index.jsonl`).catch(() => '');
  const file = `${name}-${before.length}.json`;
  await workspace.put(`${folder}/${file}`, JSON.stringify(content));
  await workspace.put(`${folder}/index.jsonl`, `${before}${JSON.stringify({ file })}\n`);
}

const looked = async (more: object = {}) =>
  check(reportDrilled, workspace.context({ environment: 'production', ...more }), {});

it('is unknown as long as a record of one of the three is missing, and says which', async () => {
  expect(await looked()).toMatchObject({ verdict: 'unknown', fix: expect.stringContaining('deploy rehearse') });
  await archived('deploy', deploy);
  await archived('deploy', rollback);
  const { verdict, reason = '', fix } = await looked();
  expect([verdict, fix]).toEqual(['unknown', '`prestage backup drill --env production`.']);
  expect(reason).toContain('restore');
  expect(reason).not.toContain('rollback');
});

it('is verified once all three were exercised, with the commands that come back', async () => {
  await archived('deploy', deploy);
  await archived('deploy', rollback);
  await archived('backup', restore);
  const { verdict, facts } = await looked();
  expect(verdict).toBe('verified');
  expect(facts?.['the rollback']).toMatchObject({ commands: ['fly deploy --image a@b'] });
});

it.each([
  ['failed', 'came to failed', { ...rollback, verdict: 'failed' }, undefined],
  ['failed', 'older than 7d', rollback, '20251001T040000000Z'],
  ['unknown', 'by which command', { ...rollback, rollback: [] }, undefined],
])('is %s where the newest record %s', async (verdict, words, record, name) => {
  await archived('deploy', deploy);
  await archived('backup', restore);
  await archived('deploy', record, name);
  expect(await looked()).toMatchObject({ verdict, reason: expect.stringContaining(words) });
});

it.each([
  ['of a day to come', '20271017T040000000Z'],
  ['of a day that there is not', '20251399T040000000Z'],
])('takes no record %s: it would never be old', async (_what, name) => {
  await archived('deploy', deploy);
  await archived('deploy', rollback);
  await archived('backup', restore, name);
  expect((await looked()).verdict).not.toBe('verified');
});

it('takes no record that is not what its index says: somebody wrote in it', async () => {
  await archived('deploy', deploy);
  await archived('deploy', rollback);
  const file = '20251016T040000000Z.json';
  await workspace.put(`artifacts/ops/backup/production/${file}`, JSON.stringify(restore));
  const sha256 = digestOf(JSON.stringify({ ...restore, verdict: 'failed' }));
  await workspace.put('artifacts/ops/backup/production/index.jsonl', `${JSON.stringify({ file, sha256 })}\n`);
  await expect(looked()).rejects.toMatchObject({ data: { code: 'report.record-changed' } });
});

it('takes no record for live that does not say that it is', async () => {
  await archived('deploy', { ...deploy, mode: 'live' });
  await archived('deploy', { ...rollback, mode: 'live' });
  await archived('backup', restore);
  expect(await looked({ mode: 'live' })).toMatchObject({
    verdict: 'unknown',
    fix: expect.stringContaining('backup drill'),
  });
  await archived('backup', { ...restore, mode: 'live' }, '20251016T050000000Z');
  expect(await looked({ mode: 'live' })).toMatchObject({ verdict: 'verified' });
});

it('takes no rehearsal for the thing itself', async () => {
  await archived('deploy', { ...deploy, mode: 'rehearsal' });
  await archived('deploy', { ...rollback, mode: 'live' });
  await archived('backup', restore);
  expect(await looked({ mode: 'live' })).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining('emulators'),
  });
});

it('lets no older record stand for a newer one that is gone', async () => {
  await archived('deploy', deploy);
  await archived('deploy', rollback);
  await archived('backup', restore);
  const index = 'artifacts/ops/backup/production/index.jsonl';
  await workspace.put(index, `${await workspace.text(index)}{"file":"20261130T000000000Z.json"}\n`);
  await expect(looked()).rejects.toThrow('20261130T000000000Z.json is not there');
});

it('wants to be told the environment', async () => {
  await expect(check(reportDrilled, workspace.context(), {})).rejects.toThrow('whose drills');
});
