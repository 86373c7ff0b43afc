import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../core/clock.ts';
import { generateKey, signerFromPem } from '../evidence/keys.ts';
import { readTrustRoot, renderTrustRoot } from '../evidence/trust-root.ts';
import { verifyRun } from '../evidence/verify.ts';
import { attest } from './attest.ts';
import { start } from './testing/start.ts';
import { createWorkspace, direction, type TestWorkspace } from './testing/workspace.ts';
import { loadTrust } from './trust.ts';

const bindings = 'tasks:\n  - task: Ask QA\n    person: QA\n  - task: Refuse\n    run: out.refuse\n';
const person = generateKey('qa', ['attest']);

let workspace: TestWorkspace;
beforeEach(() => {
  workspace = createWorkspace({
    'launch.md': direction(['Ask QA', 'Refuse', 'Nobody yet']),
    'launch.bindings.yaml': bindings,
  });
});
afterEach(() => workspace.remove());

async function ran(): Promise<string> {
  const { folder } = await start(workspace);
  const path = join(workspace.root, 'prestage.keys');
  const trust = readTrustRoot(readFileSync(path, 'utf8'), path);
  writeFileSync(path, renderTrustRoot({ keys: [...trust.keys, person.trusted] }));
  workspace.commit('prestage.keys');
  return folder;
}

async function word(folder: string, task: string, signer = person.signer, files: readonly string[] = []) {
  const { record } = await attest({
    root: workspace.root,
    folder,
    task,
    by: 'Q. A.',
    note: 'looked at it',
    files,
    signer: async () => signer,
    clock: systemClock,
    env: process.env,
  });
  return record;
}

describe('attest', () => {
  it('settles a waiting task by a person’s word, shown as such, under a new seal', async () => {
    const folder = await ran();
    const record = await word(folder, '1');
    expect(record.tasks[0]).toMatchObject({ verdict: 'attested', attestation: { by: 'Q. A.', key: 'qa' } });
    const verification = await verifyRun(folder, await loadTrust(workspace.root, process.env));
    expect(verification.findings).toEqual([]);
    expect(verification.seal?.path).toBe('seals/0002.sigstore.json');
  });

  it('settles a task that nothing is bound to', async () => {
    const record = await word(await ran(), '3');
    expect(record.tasks[2]?.verdict).toBe('attested');
  });

  it('keeps the files that a person adds', async () => {
    const folder = await ran();
    const picture = join(workspace.root, 'seen.txt');
    writeFileSync(picture, 'as I saw it');
    await word(folder, '1', person.signer, [picture]);
    expect(readFileSync(join(folder, 'files/1/attest/seen.txt'), 'utf8')).toBe('as I saw it');
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).ok).toBe(true);
  });

  it('takes all of it or nothing: a file that is not there, or two of one name, leave the evidence as it was', async () => {
    const folder = await ran();
    for (const name of ['a/seen.txt', 'b/seen.txt']) workspace.write(name, name);
    const inWorkspace = (...paths: string[]) => paths.map((path) => join(workspace.root, path));
    await expect(word(folder, '1', person.signer, inWorkspace('a/seen.txt', 'gone.txt'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await expect(word(folder, '1', person.signer, inWorkspace('a/seen.txt', 'b/seen.txt'))).rejects.toMatchObject({
      data: { code: 'attest.same-name' },
    });
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
    expect((await word(folder, '1', person.signer, inWorkspace('a/seen.txt'))).tasks[0]?.verdict).toBe('attested');
  });

  it('goes by the name that prestage.keys gives the key, whatever its file is called', async () => {
    const folder = await ran();
    const record = await word(folder, '1', signerFromPem('downloaded', person.privatePem));
    expect(record.tasks[0]?.attestation?.key).toBe('qa');
    expect((await verifyRun(folder, await loadTrust(workspace.root, process.env))).findings).toEqual([]);
  });

  it('does not outweigh a failure', async () => {
    await expect(word(await ran(), '2')).rejects.toMatchObject({ data: { code: 'attest.not-waiting' } });
  });

  it('refuses a second word for the same task', async () => {
    const folder = await ran();
    await word(folder, '1');
    await expect(word(folder, '1')).rejects.toMatchObject({ data: { code: 'attest.not-waiting' } });
  });

  it('refuses a key that only the uncommitted prestage.keys lets attest, and says what to do', async () => {
    const folder = await ran();
    const stranger = generateKey('stranger', ['attest']);
    const { keys } = await loadTrust(workspace.root, process.env);
    workspace.write('prestage.keys', renderTrustRoot({ keys: [...keys, stranger.trusted] }));
    await expect(word(folder, '1', stranger.signer)).rejects.toMatchObject({
      data: { code: 'attest.key', fix: expect.stringContaining('reviewed and committed') },
    });
    expect((await word(folder, '1')).tasks[0]?.verdict).toBe('attested');
  });

  it('says, in the evidence too, where no repository stands behind the keys', async () => {
    const folder = await ran();
    rmSync(join(workspace.root, '.git'), { recursive: true });
    expect((await word(folder, '1')).tasks[0]?.attestation?.unreviewed).toContain('no git repository');
    const { ok, record } = await verifyRun(folder, await loadTrust(workspace.root, process.env));
    expect([ok, record?.tasks[0]?.attestation?.unreviewed]).toEqual([true, expect.stringContaining('no git')]);
  });

  it('refuses a key that the trust root does not let attest, and a run that was tampered with', async () => {
    const folder = await ran();
    await expect(word(folder, '1', generateKey('stranger', ['attest']).signer)).rejects.toMatchObject({
      data: { code: 'attest.key' },
    });
    writeFileSync(join(folder, 'report.json'), '{}');
    await expect(word(folder, '1')).rejects.toMatchObject({ data: { code: 'evidence.refused' } });
  });
});
