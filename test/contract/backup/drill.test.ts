import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { readFingerprint } from '../../../src/actions/backup/archive/check.ts';
import { backupDrill } from '../../../src/actions/backup/drill.ts';
import { compareFingerprints } from '../../../src/actions/backup/fingerprint/compare.ts';
import { lookWithin } from '../../../src/actions/backup/fingerprint/read.ts';
import { restoreBackup } from '../../../src/actions/backup/restore/restore.ts';
import { check } from '../../../src/actions/testing/workspace.ts';
import { ageKeyOf } from '../../../src/services/age/key.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { hasPostgres, openScratch, stops } from '../database/workspace.ts';
import { key, openBackupPlace } from './place.ts';
import { sabotages, source } from './sabotages/table.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

describe.skipIf(!hasPostgres)('needs postgres: a backup that is restored', () => {
  test('a drill finds no difference, and measures how long it took', async () => {
    const place = await openBackupPlace(source);
    expect(await place.create()).toMatchObject({ verdict: 'verified' });
    const outcome = await check(backupDrill, place.context(), {});
    expect(outcome.reason).toBeUndefined();
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { differences: [], unread: [] } });
    expect(outcome.facts?.['rows']).toBeGreaterThan(120);
    expect(outcome.facts?.['rtoMs']).toBeGreaterThan(0);
  });

  /** Every row of docs/backup-sabotages.md. */
  test('each sabotage is named by its object, and nothing else is', async () => {
    const place = await openBackupPlace(source);
    const id = await place.take();
    const was = await readFingerprint({ root: place.root, folder: '.prestage/backups/staging', id }, key);
    const { admin } = await openScratch({ exposure: 'auto' });
    const folder = join(place.root, '.prestage/backups/staging', id);
    const { exec } = place.context();
    await restoreBackup({ exec, program: 'pg_restore', folder, key: await ageKeyOf(key), admin });

    const session = await openSession(admin);
    stops.push(async () => session.close());
    const differ = async () => compareFingerprints(was, (await lookWithin(session)).fingerprint);
    await session.query('begin');
    expect(await differ()).toEqual([]);
    await session.query('rollback');
    for (const { words, byHand, objects, is, undo } of sabotages) {
      await session.query('begin');
      await session.query(byHand);
      const found = await differ();
      await session.query('rollback');
      if (undo !== undefined) await session.query(undo);
      // With its words, so that a failure says which one it was.
      const named = { words, objects: found.map(({ object }) => object).toSorted() };
      expect(named).toEqual({ words, objects: objects.toSorted() });
      expect(found.map((difference) => difference.is)).toContain(is);
    }
  });
});
