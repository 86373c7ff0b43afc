import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { mkdir, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { backupCreate } from '../../../src/actions/backup/create.ts';
import { backupVerify } from '../../../src/actions/backup/verify.ts';
import { check, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { Failure } from '../../../src/core/failure.ts';
import { refusalOf } from '../database/push.ts';
import { hasPostgres, stops } from '../database/workspace.ts';
import { openBackupPlace, type BackupPlace } from './place.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const folderOf = ({ root }: BackupPlace): string => join(root, '.prestage/backups/staging');

const some = `create table public.t (words text);
insert into public.t select md5(n::text) || md5((n * 7)::text) from generate_series(1, 20000) n`;

const mount = (at: string, kilobytes: number): boolean =>
  spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${kilobytes}k`, 'tmpfs', at]).status === 0;

/** A disk of so many kilobytes where the backups go. */
async function onSmallDisk(place: BackupPlace, kilobytes: number): Promise<void> {
  const at = join(place.root, '.prestage');
  await mkdir(at);
  expect(mount(at, kilobytes)).toBe(true);
  stops.push(() => spawnSync('umount', [at]));
}

function canMount(): boolean {
  const at = mkdtempSync(join(tmpdir(), 'prestage-mount-'));
  const can = mount(at, 64);
  if (can) spawnSync('umount', [at]);
  rmdirSync(at);
  return can;
}

describe.skipIf(!hasPostgres)('needs postgres: a backup that cannot be', () => {
  test.skipIf(!canMount())('needs unshare: on a disk that is full is none, and leaves nothing', async () => {
    const place = await openBackupPlace(some);
    await onSmallDisk(place, 200);
    expect(await refusalOf(perform(backupCreate, place.context(), {}))).toMatchObject({ code: 'files.disk-full' });
    expect(await readdir(folderOf(place))).toEqual([]);
    expect(await check(backupVerify, place.context(), {})).toMatchObject({ facts: { code: 'backup.none' } });
  });

  test('begun twice at one moment is one whole backup, and the other is refused', async () => {
    const place = await openBackupPlace(some);
    const context = () => place.context({ clock: { now: () => new Date('2025-10-17T04:00:00Z') } });
    const both = await Promise.allSettled([perform(backupCreate, context(), {}), perform(backupCreate, context(), {})]);
    const verdicts = both.map((each) =>
      each.status === 'fulfilled'
        ? each.value.outcome.verdict
        : each.reason instanceof Failure
          ? each.reason.data.code
          : String(each.reason),
    );
    expect(verdicts.toSorted()).toEqual(['backup.exists', 'verified']);
    expect(await readdir(folderOf(place))).toEqual(['20251017T040000000Z']);
    expect(await check(backupVerify, place.context(), {})).toMatchObject({ verdict: 'verified' });
  });

  test('begun twice at different moments is two', async () => {
    const place = await openBackupPlace(some);
    const both = await Promise.all([
      perform(backupCreate, place.context(), {}),
      perform(backupCreate, place.context(), {}),
    ]);
    expect(both.map(({ outcome }) => outcome.verdict)).toEqual(['verified', 'verified']);
    expect(await readdir(folderOf(place))).toHaveLength(2);
  });

  test('without its key is refused before anything is read', async () => {
    const place = await openBackupPlace('select 1');
    const lost = place.context({
      secret: async () => {
        throw new Failure({
          code: 'secrets.missing',
          what: 'No backup_key',
          why: 'the vault has none',
          fix: 'Put it there.',
        });
      },
      database: async () => Promise.reject(new Error('the database was asked')),
    });
    expect(await refusalOf(plan(backupCreate, lost, {}))).toMatchObject({ code: 'secrets.missing' });
  });
});
