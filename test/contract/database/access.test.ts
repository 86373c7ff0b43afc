import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { check, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { readIntent } from '../../../src/actions/database/access/file/intent.ts';
import { databaseAccept } from '../../../src/actions/database/accept.ts';
import { databaseAccess } from '../../../src/actions/database/access.ts';
import { openSession } from '../../../src/services/postgres/session.ts';
import { databaseWorkspace, engines, hasPostgres, isMissing, openScratch, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const first = 'supabase/migrations/20250101000000_notes.sql';
const second = 'supabase/migrations/20250102000000_more.sql';
const files = {
  'supabase/config.toml': 'project_id = "notes"\n',
  [first]: `
    create table public.notes (id bigint generated always as identity primary key, user_id uuid not null, body text);
    alter table public.notes enable row level security;
    revoke all on public.notes from anon, authenticated;
    grant select, insert, update, delete on public.notes to authenticated;
    create policy "reads own" on public.notes for select to authenticated using (user_id = auth.uid());
    create policy "writes own" on public.notes for update to authenticated
      using (user_id = auth.uid()) with check (user_id = auth.uid());`,
};

async function withIntent(engine?: 'native' | 'pglite') {
  const workspace = await databaseWorkspace({ files, ...(engine === undefined ? {} : { engine }) });
  const { outcome } = await perform(databaseAccept, workspace.context(), {});
  expect(outcome).toMatchObject({ verdict: 'verified' });
  await workspace.commit();
  return workspace;
}

describe.for(engines)('$title', ({ engine }) => {
  test.skipIf(isMissing(engine))('what is meant is written down once, and found again', async () => {
    const workspace = await withIntent(engine);
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({ verdict: 'verified' });
    expect(await workspace.text('supabase/access.md')).toContain('own SU');
  });
});

describe.skipIf(!hasPostgres)('needs postgres: differences are told by their names', () => {
  test('a page that says something else, and an intent that was widened by hand, fail', async () => {
    const workspace = await withIntent();
    await workspace.put('supabase/access.md', '# Nothing\n');
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('access.md does not say'),
    });
    const text = await workspace.text('supabase/access.json');
    await workspace.put('supabase/access.json', text.replace('"anon": {}', '"anon": { "select other": "all" }'));
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('widened without an accept line'),
    });
  });

  test('who widens access says why', async () => {
    const workspace = await withIntent();
    await workspace.put(second, 'grant select on public.notes to anon;');
    await expect(plan(databaseAccept, workspace.context(), {})).rejects.toMatchObject({
      data: { code: 'database.widening-without-reason' },
    });
    const { outcome } = await perform(databaseAccept, workspace.context(), { why: 'a public page', by: 'Ann' });
    expect(outcome).toMatchObject({ verdict: 'verified' });
    expect(await workspace.text('supabase/access.json')).toContain('"what": "public.notes anon select"');
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({ verdict: 'verified' });
  });

  test('what is broken is not taken as meant, neither at first nor later, but by a line of its own', async () => {
    const loops = `create policy loops on public.notes for select using (exists (select from public.notes n where n.id = notes.id));`;
    const workspace = await databaseWorkspace({ files: { ...files, [second]: loops } });
    await expect(plan(databaseAccept, workspace.context(), { why: 'so it is' })).rejects.toMatchObject({
      data: { code: 'database.broken-access', why: expect.stringContaining('infinite recursion') },
    });
    await perform(databaseAccept, workspace.context(), { findings: true, why: 'mended next week', by: 'Ann' });
    const text = await workspace.text('supabase/access.json');
    expect(readIntent(text).accepted.map(({ what }) => what)).toContain('broken public.notes select');
    await workspace.commit();
    expect((await check(databaseAccess, workspace.context(), {})).reason ?? '').not.toContain('broken: ');
    await workspace.put('supabase/access.json', text.replaceAll('broken public.notes select', 'something else'));
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('broken: public.notes select'),
    });
  });

  test('without an intent, and with migrations that fail, nothing is green', async () => {
    const workspace = await databaseWorkspace({ files });
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({ verdict: 'unknown' });
    const other = await withIntent();
    await other.put(second, 'select nonsense;');
    expect(await check(databaseAccess, other.context(), {})).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('do not go through'),
    });
    await other.put(second, 'create extension made_up_by_nobody;');
    expect(await check(databaseAccess, other.context(), {})).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('needs the extension made_up_by_nobody'),
    });
  });

  test('a grant by hand on the environment is found, and production is never tried on', async () => {
    const staging = await openScratch({ exposure: 'explicit' });
    const workspace = await withIntent();
    const session = await openSession(staging.login);
    stops.push(async () => session.close());
    await session.query(files[first]);
    const sections: Record<string, unknown> = {
      database: { exposure: 'explicit' },
      environments: { staging: { production: false }, production: { production: true } },
    };
    const explicit = {
      database: async () => staging.login,
      settings: (area: string) => sections[area],
      environment: 'staging',
    };
    const input = { on: 'environment' };
    expect(await check(databaseAccess, workspace.context(explicit), input)).toMatchObject({ verdict: 'verified' });
    expect(await check(databaseAccess, workspace.context(explicit), { ...input, probe: 'true' })).toMatchObject({
      verdict: 'verified',
    });
    await session.query('grant delete on public.notes to anon');
    expect(await check(databaseAccess, workspace.context(explicit), { ...input, probe: 'true' })).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/only on staging: public\.notes: anon may delete.*widened on staging/s),
    });
    const production = workspace.context({ ...explicit, environment: 'production' });
    await expect(check(databaseAccess, production, { probe: 'true' })).rejects.toMatchObject({
      data: { code: 'database.probe-on-production' },
    });
  });

  test('a large table of the environment is tried by a WHERE alone, and that is said', async () => {
    const staging = await openScratch({ exposure: 'explicit' });
    const workspace = await withIntent();
    const session = await openSession(staging.login, { timeoutMs: 60_000 });
    stops.push(async () => session.close());
    await session.query(files[first]);
    // One row a page.
    await session.query(`alter table public.notes set (fillfactor = 10)`);
    await session.query(`insert into auth.users (id) values ('11111111-0000-4000-8000-000000000000')`);
    await session.query(`insert into public.notes (user_id, body)
      select '11111111-0000-4000-8000-000000000000', repeat('x', 1000) from generate_series(1, 9000)`);
    const context = workspace.context({
      database: async () => staging.login,
      settings: (area) => (area === 'environments' ? { staging: { production: false } } : { exposure: 'explicit' }),
      environment: 'staging',
    });
    const { verdict, reason } = await check(databaseAccess, context, { probe: 'true' });
    expect([verdict, reason]).toEqual([
      'unknown',
      expect.stringMatching(/^not tried on staging without a WHERE: public\.notes: it is large/),
    ]);
  });

  test('the example has the access that its migrations speak of', async () => {
    const workspace = await databaseWorkspace();
    const example = join(import.meta.dirname, '../../../examples/hotdash');
    await cp(join(example, 'supabase'), join(workspace.root, 'supabase'), { recursive: true });
    await workspace.commit();
    const { personas: all } = readIntent(await workspace.text('supabase/access.json'));
    const personas = Object.fromEntries(all.map(({ name, ...persona }) => [name, persona]));
    const database = { exposure: 'explicit', access: { personas } };
    const context = workspace.context({ settings: (area) => (area === 'database' ? database : undefined) });
    expect(await check(databaseAccess, context, {})).toMatchObject({ verdict: 'verified' });
  });
});
