import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Role } from '../core/trust.ts';
import { generateKey } from '../evidence/keys.ts';
import { renderTrustRoot } from '../evidence/trust-root.ts';
import { createWorkspace, type TestWorkspace } from './testing/workspace.ts';
import { loadTrust, whyNot } from './trust.ts';

const runner = generateKey('runner', ['run']).trusted;
const lead = generateKey('lead', ['approve']).trusted;

let place: TestWorkspace;
beforeEach(() => {
  place = createWorkspace({ 'launch.md': 'a launch' });
});
afterEach(() => place.remove());

const write = (...keys: (typeof runner)[]): void => place.write('prestage.keys', renderTrustRoot({ keys }));
const commit = (...keys: (typeof runner)[]): void => {
  write(...keys);
  place.commit('prestage.keys');
};
const load = (env: Readonly<Record<string, string | undefined>> = process.env) => loadTrust(place.root, env);
const roles = async (): Promise<Record<string, readonly Role[]>> =>
  Object.fromEntries((await load()).keys.map((key) => [key.name, key.roles]));

describe('whose signatures count', () => {
  it('is what the last commit says', async () => {
    commit(runner, lead);
    expect(await roles()).toEqual({ runner: ['run'], lead: ['approve'] });
    expect(await load()).toMatchObject({ unreviewed: [], isReviewed: true });
  });

  it('is nobody while the file is not committed: it says to have it reviewed', async () => {
    write(runner);
    const refusal = {
      data: { code: 'evidence.keys-uncommitted', fix: expect.stringContaining('git commit') as string },
    };
    await expect(load()).rejects.toMatchObject(refusal);
    place.git('add', 'prestage.keys');
    await expect(load()).rejects.toMatchObject(refusal);
  });

  it('is not a key, nor a role, that the uncommitted file alone gives, and the reason is said', async () => {
    commit(runner, lead);
    const stranger = generateKey('stranger', ['approve']).trusted;
    write(runner, { ...lead, roles: ['approve', 'attest'] }, stranger);
    expect(await roles()).toEqual({ runner: ['run'], lead: ['approve'] });
    const trust = await load();
    expect(trust.unreviewed).toMatchObject([
      { name: 'lead', roles: ['attest'] },
      { name: 'stranger', roles: ['approve'] },
    ]);
    const said = { why: expect.stringContaining("git's HEAD does not"), fix: expect.stringContaining('git commit') };
    expect(whyNot(trust, stranger.id, 'approve')).toMatchObject(said);
    expect(whyNot(trust, lead.id, 'attest')).toMatchObject(said);
    expect(whyNot(trust, runner.id, 'approve')?.why).toBe('prestage.keys gives it run');
    expect(whyNot(trust, 'f'.repeat(64), 'approve')?.why).toBe('prestage.keys does not list it');
    expect(whyNot(trust, lead.id, 'approve')).toBeUndefined();
  });

  it('is not who was taken out and is not committed yet: that counts at once', async () => {
    commit(runner, lead);
    write(runner);
    expect(await roles()).toEqual({ runner: ['run'] });
    rmSync(join(place.root, 'prestage.keys'));
    await expect(load()).rejects.toMatchObject({ data: { code: 'evidence.no-trust-root' } });
  });

  it('is the file as it is where there is no repository, and that is said', async () => {
    write(runner);
    rmSync(join(place.root, '.git'), { recursive: true });
    expect(await load()).toMatchObject({ keys: [{ name: 'runner' }], unreviewed: [], isReviewed: false });
  });

  it('is nobody where a repository is there and cannot be asked', async () => {
    commit(runner);
    rmSync(join(place.root, '.git/HEAD'));
    await expect(load()).rejects.toMatchObject({ data: { code: 'git.no-repository' } });
    await expect(load({ PATH: '/nowhere' })).rejects.toMatchObject({ data: { code: 'git.not-found' } });
  });

  it('is not what a git of the workspace’s own packages says', async () => {
    write(runner);
    const folder = join(place.root, 'node_modules/.bin');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'git'), '#!/bin/sh\ncat prestage.keys\n');
    chmodSync(join(folder, 'git'), 0o755);
    const PATH = `${folder}:${process.env['PATH']}`;
    await expect(load({ PATH })).rejects.toMatchObject({ data: { code: 'evidence.keys-uncommitted' } });
  });

  it('is read from a workspace that is a folder of its repository', async () => {
    commit(runner);
    const inner = join(place.root, 'inner');
    place.write('inner/prestage.keys', renderTrustRoot({ keys: [lead] }));
    await expect(loadTrust(inner, process.env)).rejects.toMatchObject({ data: { code: 'evidence.keys-uncommitted' } });
    place.commit('inner/prestage.keys');
    expect((await loadTrust(inner, process.env)).keys).toMatchObject([{ name: 'lead' }]);
  });
});
