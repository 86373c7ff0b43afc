import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { backupDrill } from '../../../src/actions/backup/drill.ts';
import { backupList } from '../../../src/actions/backup/list.ts';
import { backupShow } from '../../../src/actions/backup/show.ts';
import { check } from '../../../src/actions/testing/workspace.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import { archiveRecord } from '../../../src/run/archive.ts';
import { hasPostgres } from '../database/workspace.ts';
import { openBackupPlace, type BackupPlace } from './place.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

/** A context that archives as a run does. */
function archiving(place: BackupPlace) {
  const { clock } = place.context();
  const where = { root: place.root, area: 'backup', environment: 'staging' };
  return place.context({
    archive: async (_area, record) => archiveRecord(where, record, { clock, redactor: createRedactor([]) }),
  });
}

describe.skipIf(!hasPostgres)('needs postgres: the list of backups', () => {
  test('is unknown while there is none, and while none was drilled', async () => {
    const place = await openBackupPlace('create table public.t (a int); insert into public.t values (1), (2)');
    expect(await check(backupList, place.context(), {})).toMatchObject({ verdict: 'unknown', facts: { backups: [] } });
    expect(await check(backupShow, place.context(), {})).toMatchObject({
      verdict: 'failed',
      facts: { code: 'backup.none' },
    });
    const first = await place.take();
    const second = await place.take();
    const listed = await check(backupList, place.context(), {});
    expect(listed).toMatchObject({
      verdict: 'unknown',
      reason: 'none of 2 was restored and compared',
      facts: { backups: [{ backup: second, drill: null, fault: null }, { backup: first }] },
    });
    expect(listed.table?.rows.map(([id]) => id)).toEqual([second, first]);
    expect(await check(backupShow, place.context(), { backup: first })).toMatchObject({
      verdict: 'unknown',
      facts: { backup: first, rows: 2, drills: [] },
    });
  });

  test('tells which was drilled and how that went, and a part that was cut', async () => {
    const place = await openBackupPlace('create table public.t (a int); insert into public.t values (1)');
    const first = await place.take();
    const context = archiving(place);
    expect(await check(backupDrill, context, {})).toMatchObject({ verdict: 'verified' });
    const second = await place.take();
    expect(await check(backupList, context, {})).toMatchObject({
      verdict: 'verified',
      facts: {
        backups: [
          { backup: second, drill: null },
          { backup: first, drill: { verdict: 'verified', backup: first } },
        ],
      },
    });
    expect(await check(backupShow, context, { backup: first })).toMatchObject({ verdict: 'verified' });
    expect(await check(backupShow, context, {})).toMatchObject({ verdict: 'unknown' });
    await truncate(join(place.root, '.prestage/backups/staging', second, 'database.dump.zst.age'), 10);
    const cut = await check(backupList, context, {});
    expect(cut.verdict).toBe('failed');
    expect(cut.reason).toContain(`${second}: database.dump.zst.age has 10 bytes`);
  });
});
