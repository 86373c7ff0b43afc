import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Failure } from '../../core/failure.ts';
import { ownIdentity } from '../../services/process/identity.ts';
import { claimDirection, holderOf, type Claim, type Holder } from './claim.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'prestage-claim-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** A claim as another process left it. */
function leave(more: Partial<Holder>): void {
  const name = readdirSync(join(root, '.prestage/running'))[0] ?? '';
  const holder = { ...ownIdentity(), run: 'r0', direction: 'docs/launch.md', ...more };
  writeFileSync(join(root, '.prestage/running', name), JSON.stringify(holder));
}

/** Who holds it once it was claimed for a run. */
async function holderFor(run: string): Promise<string | undefined> {
  const claim = await claimDirection(root, 'docs/launch.md', run);
  const holder = await holderOf(root, 'docs/launch.md');
  await claim.release();
  return holder?.run;
}

async function refusal(run: string): Promise<Failure> {
  const end = await claimDirection(root, 'docs/launch.md', run).catch((error: unknown) => error);
  if (end instanceof Failure) return end;
  throw new Error('it was not refused');
}

describe('a direction that is being run', () => {
  it('is refused to a second run, which is told the process and the run', async () => {
    const first = await claimDirection(root, 'docs/launch.md', 'r1');
    const { data, exitCode } = await refusal('r2');
    expect([data.code, exitCode]).toEqual(['run.already-running', 2]);
    expect(data.why).toContain(`process ${process.pid} works on the run r1`);
    expect(data.fix).toContain('prestage resume r1');
    expect(await holderOf(root, 'docs/launch.md')).toMatchObject({ pid: process.pid, run: 'r1' });
    await first.release();
    expect(await holderOf(root, 'docs/launch.md')).toBeUndefined();
    expect(await holderFor('r2')).toBe('r2');
  });

  it('does not stand in the way of another direction, nor in git', async () => {
    execFileSync('git', ['init', '--quiet'], { cwd: root });
    const claims = [await claimDirection(root, 'a/launch.md', 'r1'), await claimDirection(root, 'b/launch.md', 'r2')];
    expect(execFileSync('git', ['status', '--porcelain'], { cwd: root, encoding: 'utf8' })).toBe('');
    for (const claim of claims) await claim.release();
  });

  it.each<[string, Partial<Holder>]>([
    ['its process was killed and another has its number', { started: '1' }],
    ['the machine was started anew', { boot: 'an earlier start' }],
  ])('is free when %s', async (_, more) => {
    await claimDirection(root, 'docs/launch.md', 'r0');
    leave(more);
    expect(await holderFor('r1')).toBe('r1');
  });

  it('is free when its claim says nothing that can be read', async () => {
    await claimDirection(root, 'docs/launch.md', 'r0');
    leave({ pid: -1 });
    expect(await holderFor('r1')).toBe('r1');
  });

  it.each<[string, Partial<Holder>]>([
    ['on another machine', { host: 'other-host' }],
    ['in another container', { table: 'pid:[1]' }],
  ])('is refused when its process is %s, with the file to remove', async (_, more) => {
    await claimDirection(root, 'docs/launch.md', 'r0');
    leave(more);
    const { data } = await refusal('r1');
    const file = /remove (\S+) and/.exec(data.fix)?.[1] ?? '';
    rmSync(join(root, file));
    expect(await holderFor('r1')).toBe('r1');
  });

  it('goes to exactly one of those that start together, also over a claim that nobody holds any more', async () => {
    mkdirSync(join(root, '.prestage/running'), { recursive: true });
    for (let round = 0; round < 50; round += 1) {
      if (round % 2 === 1) leave({ started: '1' });
      const calls = ['r1', 'r2', 'r3', 'r4'].map((run) => claimDirection(root, 'docs/launch.md', run));
      const ends = await Promise.allSettled(calls);
      const won = ends.flatMap((end): Claim[] => (end.status === 'fulfilled' ? [end.value] : []));
      expect([round, won.length]).toEqual([round, 1]);
      await won[0]?.release();
    }
    expect(readdirSync(join(root, '.prestage/running'))).toHaveLength(1);
  });
});
