import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { databaseDrift } from '../../../src/actions/database/drift.ts';
import { check } from '../../../src/actions/testing/workspace.ts';
import type { Outcome } from '../../../src/core/action.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { openSupabase } from '../../../src/services/supabase/client.ts';
import { drifts, migration } from './drifts/table.ts';
import { openPlace, type PushPlace } from './push.ts';
import { stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const factsSchema = z.looseObject({
  drifts: z.array(z.looseObject({ object: z.string(), is: z.string(), mend: z.string(), adopt: z.string() })),
  cli: z.union([z.strictObject({ statements: z.array(z.string()) }), z.strictObject({ silent: z.string() })]),
  history: z.array(z.looseObject({ code: z.string(), what: z.string() })),
});

/** A live database that has had its migrations. */
async function openLive(): Promise<PushPlace> {
  const place = await openPlace({ '20250101000000_ideas.sql': migration }, { engine: 'native', exposure: 'explicit' });
  const { error } = await (await openSupabase(place.workspace.exec)).push(place.staging.login);
  if (error !== undefined) throw new Error(error.message);
  return place;
}

async function lookAgain({ workspace }: PushPlace): Promise<Outcome & { found: z.infer<typeof factsSchema> }> {
  const outcome = await check(databaseDrift, workspace.context({ environment: 'staging' }), {});
  return { ...outcome, found: factsSchema.parse(outcome.facts) };
}

/** Every row of docs/database-drift.md. */
describe('planted drifts', () => {
  test('each is found and named, nothing else is, and what mends them mends them', async () => {
    const place = await openLive();
    expect(await lookAgain(place)).toMatchObject({
      verdict: 'verified',
      found: { drifts: [], cli: { statements: [] } },
    });

    for (const { byHand } of drifts) await place.session.query(byHand);
    const { verdict, reason, found } = await lookAgain(place);
    expect(verdict).toBe('failed');
    expect(found.drifts.map(({ object, is }) => `${object} is ${is}`).toSorted()).toEqual(
      drifts.map(({ object, is }) => `${object} is ${is}`).toSorted(),
    );
    for (const { object } of drifts) expect(reason).toContain(object);
    const said = 'statements' in found.cli ? found.cli.statements : [];
    expect(drifts.filter(({ cli }) => cli !== undefined && !said.some((text) => cli.test(text)))).toEqual([]);
    expect(said.filter((text) => /"?buckets"?|work_mem/.test(text))).toEqual([]);

    for (const { mend } of found.drifts) await place.session.query(mend);
    expect(await lookAgain(place)).toMatchObject({ verdict: 'verified', found: { drifts: [] } });
  });

  test('what accepts them, as a migration, makes the shadow what the database is', async () => {
    const place = await openLive();
    for (const { byHand } of drifts) await place.session.query(byHand);
    const { found } = await lookAgain(place);
    const adopted = found.drifts.map(({ adopt }) => adopt).join('\n');
    await place.put({ '20250102000000_adopted.sql': adopted });
    await place.session.query(
      `insert into supabase_migrations.schema_migrations (version, name, statements) values ('20250102000000', 'adopted', $1)`,
      [[adopted]],
    );
    const after = await lookAgain(place);
    expect(after.reason).toBeUndefined();
    expect(after.verdict).toBe('verified');
  });
});

test('nothing is written to the environment: its server lets nobody write', async () => {
  const place = await openLive();
  const admin = await openSession(place.staging.admin);
  stops.push(async () => admin.close());
  await admin.query('alter system set default_transaction_read_only = on');
  await admin.query('select pg_reload_conf()');
  const { verdict } = await lookAgain(place);
  expect(verdict).toBe('verified');
  await expect((await openSession(place.staging.login)).query('create table public.x ()')).rejects.toThrow('read-only');
});

test('a CLI that fails leaves our own reading, and no green', async () => {
  const place = await openLive();
  const { exec } = place.workspace;
  const broken = place.workspace.context({
    environment: 'staging',
    exec: async (command) =>
      exec(command.args[1] === 'diff' ? { ...command, args: [...command.args, '--no-such-flag'] } : command),
  });
  const silent = await check(databaseDrift, broken, {});
  expect(silent).toMatchObject({ verdict: 'unknown' });
  expect(silent.reason).toContain('`supabase db diff` said nothing');
  await place.session.query(`update storage.buckets set public = true`);
  const spoken = await check(databaseDrift, broken, {});
  expect(spoken).toMatchObject({ verdict: 'failed' });
  expect(spoken.reason).toContain('bucket covers is changed');
});

test('history against files: edited, missing and extra are told apart', async () => {
  const place = await openLive();
  await place.put({
    '20250101000000_ideas.sql': migration.replace("'draft'", "'approved'"),
    '20250103000000_more.sql': 'create table public.more ();',
  });
  await place.session.query(
    `insert into supabase_migrations.schema_migrations (version, name, statements) values ('20250102000000', 'gone', array['select 1'])`,
  );
  const { verdict, found } = await lookAgain(place);
  expect(verdict).toBe('failed');
  expect(found.history.map(({ code }) => code)).toEqual([
    'database.remote-only',
    'database.edited-after-apply',
    'database.not-applied',
  ]);
  expect(found.drifts).toEqual([]);
  expect(place.workspace.kept.get('drift.md')).toContain('was changed after it was applied');
});

test('locks and history of the environment are no drift', async () => {
  const place = await openLive();
  await place.session.query('create schema prestage; create table prestage.locks (name text)');
  expect(await lookAgain(place)).toMatchObject({ verdict: 'verified' });
});
