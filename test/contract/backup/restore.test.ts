import { describe, expect, test, vi } from 'vitest';
import { backupCreate } from '../../../src/actions/backup/create.ts';
import { backupRestore } from '../../../src/actions/backup/restore.ts';
import { perform, plan } from '../../../src/actions/testing/workspace.ts';
import type { DatabaseLogin } from '../../../src/core/database.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { refusalOf } from '../database/push.ts';
import { hasPostgres, openScratch } from '../database/workspace.ts';
import { openBackupPlace, type BackupPlace } from './place.ts';
import { source } from './sabotages/table.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });

async function ask(login: DatabaseLogin, sql: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const session = await openSession(login);
  try {
    return await session.query(sql);
  } finally {
    await session.close();
  }
}

/** The place's backups, restored into another database. */
const into = (place: BackupPlace, login: DatabaseLogin) =>
  place.context({ environment: 'restored', database: async () => login });

describe.skipIf(!hasPostgres)('needs postgres: a restore', () => {
  test('goes into a new database, and only into an empty one', async () => {
    const place = await openBackupPlace(source);
    const id = await place.take();
    const empty = await openScratch({ exposure: 'auto' });
    const { outcome } = await perform(backupRestore, into(place, empty.login), { from: 'staging' });
    expect(outcome.reason).toBeUndefined();
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { backup: id, safety: null, differences: [] } });
    const refused = await refusalOf(plan(backupRestore, into(place, empty.login), { from: 'staging' }));
    expect(refused).toMatchObject({ code: 'backup.target-not-empty', why: expect.stringContaining('public.') });
  });

  test('over a database: what was there is in a backup first, and `prestage` stays', async () => {
    const place = await openBackupPlace(source);
    const id = await place.take();
    const { admin } = place.source;
    await ask(
      admin,
      `drop table public.notes; create table public.later (a int); insert into public.later values (7);
      create role newcomer; insert into auth.users (id, email) values (gen_random_uuid(), 'new@example.com');
      insert into prestage.locks values (42)`,
    );
    expect(await refusalOf(plan(backupRestore, place.context(), {}))).toMatchObject({
      code: 'backup.target-not-empty',
    });
    const { outcome } = await perform(backupRestore, place.context(), { over: 'yes' });
    expect(outcome.reason).toBeUndefined();
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { backup: id, differences: [] } });
    expect(await ask(admin, 'select id from prestage.locks')).toEqual([{ id: 42 }]);
    expect(await ask(admin, `select to_regclass('public.later') as later`)).toEqual([{ later: null }]);

    const safety = outcome.facts?.['safety'];
    expect(safety).toMatch(/^\d{8}T\d{9}Z$/u);
    const back = await perform(backupRestore, place.context(), { backup: safety, over: 'yes' });
    expect(back.outcome.reason).toBeUndefined();
    expect(await ask(admin, 'select a from public.later')).toEqual([{ a: 7 }]);
  });

  test('that is cut is not good, says what brings the old one back, and no backup is taken of it', async () => {
    const place = await openBackupPlace('create table public.t (a int); insert into public.t values (1)');
    await place.take();
    const { exec } = place.context();
    const cut = place.context({
      exec: async (command) => {
        const isRestore = command.args.some((arg) => arg.startsWith('--use-list'));
        return exec(isRestore ? { ...command, timeoutMs: 1 } : command);
      },
    });
    const refused = await refusalOf(perform(backupRestore, cut, { over: 'yes' }));
    expect(refused.code).toBe('backup.restore-cut');
    const safety = /--backup (\w+)/.exec(refused.fix)?.[1] ?? '';
    expect(await refusalOf(plan(backupCreate, place.context(), {}))).toMatchObject({ code: 'backup.half-restored' });
    const { outcome } = await perform(backupRestore, place.context(), { backup: safety, over: 'yes' });
    expect(outcome).toMatchObject({ verdict: 'verified' });
    expect(await ask(place.source.admin, 'select a from public.t')).toEqual([{ a: 1 }]);
    await plan(backupCreate, place.context(), {});
  });

  test('that somebody changed before it was looked at fails by the object', async () => {
    const place = await openBackupPlace('create table public.t (a int); insert into public.t values (1)');
    await place.take();
    const change = async () => ask(place.source.admin, 'update public.t set a = 2');
    const { outcome } = await perform(backupRestore, place.context(), { over: 'yes' }, change);
    expect(outcome).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('rows of public.t is changed'),
    });
  });
});
