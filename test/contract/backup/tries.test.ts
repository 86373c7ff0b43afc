import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { databaseAccept } from '../../../src/actions/database/accept.ts';
import { backupCreate } from '../../../src/actions/backup/create.ts';
import { backupDrill } from '../../../src/actions/backup/drill.ts';
import { check, perform } from '../../../src/actions/testing/workspace.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { openSupabase } from '../../../src/services/supabase/client.ts';
import { hasPostgres } from '../database/workspace.ts';
import { openBackupPlace, type BackupPlace } from './place.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

const example = join(import.meta.dirname, '../../../examples/hotdash/supabase');

/** As the example's config has them: who is who in its access.json. */
const personas = {
  anon: { role: 'anon' },
  alpha: {
    role: 'authenticated',
    claims: { sub: 'aaaaaaaa-0000-4000-8000-000000000000', project: 'alpha-garage' },
  },
  beta: {
    role: 'authenticated',
    claims: { sub: 'bbbbbbbb-0000-4000-8000-000000000000' },
    settings: { 'app.current_project': 'beta-garage' },
  },
  nobody: { role: 'authenticated' },
  service_role: { role: 'service_role' },
};

/** The example's database, pushed by the real CLI. */
async function openExample(): Promise<BackupPlace> {
  const place = await openBackupPlace('select 1');
  await cp(example, join(place.root, 'supabase'), { recursive: true });
  const { exec, settings } = place.context();
  const { error } = await (await openSupabase(exec)).push(place.source.login, { includeAll: true, includeSeed: true });
  expect(error).toBeUndefined();
  const given: typeof settings = (area) =>
    area === 'database' ? { exposure: 'explicit', access: { personas } } : settings(area);
  return { ...place, context: (more = {}) => place.context({ settings: given, ...more }) };
}

async function sql(place: BackupPlace, text: string): Promise<void> {
  const session = await openSession(place.source.admin);
  await session.query(text);
  await session.close();
}

describe.skipIf(!hasPostgres)('needs postgres: what is tried on a restored backup', () => {
  test('access and tests are those that are meant; and a hole that was backed up is no success', async () => {
    const place = await openExample();
    await perform(databaseAccept, place.context(), { why: 'what the migrations come to', by: 'A' });
    await perform(backupCreate, place.context(), {});
    const good = await check(backupDrill, place.context(), {});
    expect(good.reason).toBeUndefined();
    expect(good).toMatchObject({
      verdict: 'verified',
      facts: { tried: { 'access matrix': { verdict: 'verified' }, pgTAP: { verdict: 'verified' } } },
    });
    expect(good.suites?.map(({ name }) => name)).toContain('access matrix of the restored backup');

    await sql(place, 'alter table public.idea_pool disable row level security');
    await perform(backupCreate, place.context(), {});
    const open = await check(backupDrill, place.context(), {});
    expect(open).toMatchObject({
      verdict: 'failed',
      facts: { differences: [], tried: { 'access matrix': { verdict: 'failed' }, pgTAP: { verdict: 'failed' } } },
    });
    expect(open.reason).toContain('idea_pool');
    expect(await check(backupDrill, place.context(), { access: 'no', tests: 'no' })).toMatchObject({
      verdict: 'verified',
      facts: { tried: { 'access matrix': { verdict: 'left out' }, pgTAP: { verdict: 'left out' } } },
    });
  });

  test('a backup from before the newest migration is unknown by that name', async () => {
    const place = await openExample();
    await sql(place, `delete from supabase_migrations.schema_migrations where version = '20251016074500'`);
    await perform(backupCreate, place.context(), {});
    const outcome = await check(backupDrill, place.context(), {});
    expect(outcome).toMatchObject({
      verdict: 'unknown',
      facts: { tried: { 'access matrix': { verdict: 'unknown' }, pgTAP: { verdict: 'unknown' } } },
    });
    expect(outcome.reason).toContain('20251016074500');
  });
});
