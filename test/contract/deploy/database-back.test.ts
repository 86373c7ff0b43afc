import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { backupCreate } from '../../../src/actions/backup/create.ts';
import { backupDrill } from '../../../src/actions/backup/drill.ts';
import { deployPromote } from '../../../src/actions/deploy/promote.ts';
import { deployRollback } from '../../../src/actions/deploy/rollback.ts';
import { check, perform, plan } from '../../../src/actions/testing/workspace.ts';
import type { ActionContext } from '../../../src/core/action.ts';
import { Secret } from '../../../src/core/secret.ts';
import { createRedactor } from '../../../src/evidence/redact.ts';
import { archiveRecord } from '../../../src/run/archive.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { refusalOf } from '../database/push.ts';
import { hasPostgres, openScratch } from '../database/workspace.ts';
import { startWorld, type DeployWorld } from './world.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 60_000 });

let world: DeployWorld | undefined;
afterEach(async () => world?.stop());

const applied = `
create schema supabase_migrations;
create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
insert into supabase_migrations.schema_migrations (version, name) values ('20251001000000', 'ideas');
create table public.ideas (id bigint primary key, title text not null, owner text not null);
insert into public.ideas select n, 'idea ' || n, 'owner ' || n from generate_series(1, 500) n;
create schema prestage; create table prestage.locks (token int); insert into prestage.locks values (7);
`;
const destructive = '29990101000000_drop_owner.sql';

/** A Fly with its app, and the database of it, whose backup was drilled before the app is promoted. */
async function launched(gates = ['image', 'window', 'backup']) {
  const started = await startWorld({ settings: { gates } });
  world = started;
  const database = await openScratch({ exposure: 'explicit' });
  const sql = async (text: string) => {
    const session = await openSession(database.admin);
    try {
      return await session.query(text);
    } finally {
      await session.close();
    }
  };
  await sql(applied);
  const given = started.context();
  const context: ActionContext = {
    ...given,
    settings: (area) =>
      area === 'backup'
        ? { key: { secret: 'backup_key' } }
        : area === 'database'
          ? { exposure: 'explicit' }
          : given.settings(area),
    secret: async (reference, environment) =>
      reference.secret === 'backup_key'
        ? new Secret('backup_key', 'a passphrase that is long enough for age')
        : given.secret(reference, environment),
    database: async () => database.login,
    scratch: openScratch,
    archive: async (area, record) =>
      archiveRecord({ root: started.root, area, environment: 'production' }, record, {
        clock: given.clock,
        redactor: createRedactor([]),
      }),
  };
  // A context is one call's: steps are told of by it.
  return { world: started, sql, context: (): ActionContext => ({ ...context }) };
}

/** The migration that was a mistake, as a push leaves it. */
async function migrate({ world: place, sql }: Awaited<ReturnType<typeof launched>>): Promise<void> {
  await place.put(`supabase/migrations/${destructive}`, 'alter table public.ideas drop column owner;\n');
  await sql(`alter table public.ideas drop column owner; delete from public.ideas where id > 100;
    insert into supabase_migrations.schema_migrations (version, name) values ('29990101000000', 'drop_owner')`);
}

describe.skipIf(!hasPostgres)('needs postgres: a way back of app and database', () => {
  test('after a destructive migration: refused until it is said, then both are what they were, timed', async () => {
    const scene = await launched();
    const { sql, context } = scene;
    const before = await sql(
      'select md5(string_agg(i::text, $1 order by id)) as rows from public.ideas i'.replace('$1', `','`),
    );
    expect(await refusalOf(plan(deployPromote, context(), {}))).toMatchObject({ code: 'deploy.gates-shut' });
    const { outcome: created } = await perform(backupCreate, context(), {});
    const backup = z.string().parse(created.facts?.['backup']);
    expect(await check(backupDrill, context(), {})).toMatchObject({ verdict: 'verified' });

    const { outcome: promoted } = await perform(deployPromote, context(), {});
    expect(promoted).toMatchObject({
      verdict: 'verified',
      facts: { restorePoint: { schema: '20251001000000', backup } },
    });
    await migrate(scene);

    const refused = await refusalOf(plan(deployRollback, context(), {}));
    expect(refused).toMatchObject({ code: 'deploy.destructive-since', why: expect.stringContaining(destructive) });
    expect(refused.fix).toContain(`Restore ${backup}`);

    const { plan: planned, outcome } = await perform(deployRollback, context(), { database: 'restore' });
    expect(planned.changes.at(-1)?.summary).toContain(backup);
    expect(outcome.reason).toBeUndefined();
    expect(outcome).toMatchObject({
      verdict: 'verified',
      facts: { database: { course: 'restore', backup, schema: '20251001000000' } },
    });
    expect(scene.world.kept.get('deploy.txt')).toMatch(
      /^database back to \w+: verified after \d+ ms\nback to release \d+/u,
    );
    expect(await sql(`select md5(string_agg(i::text, ',' order by id)) as rows from public.ideas i`)).toEqual(before);
    expect(await sql('select token from prestage.locks')).toEqual([{ token: 7 }]);
  });

  test('a release whose backup nobody knows is not come back to with its database', async () => {
    const scene = await launched(['image', 'window']);
    expect((await perform(deployPromote, scene.context(), {})).outcome).toMatchObject({
      verdict: 'verified',
      facts: { restorePoint: { schema: '20251001000000', backup: 'unknown' } },
    });
    await migrate(scene);
    expect(await refusalOf(plan(deployRollback, scene.context(), { database: 'restore' }))).toMatchObject({
      code: 'deploy.no-backup-of-release',
    });
    const { outcome } = await perform(deployRollback, scene.context(), { database: 'keep' });
    expect(outcome).toMatchObject({ verdict: 'verified', facts: { database: { course: 'keep' } } });
  });
});
