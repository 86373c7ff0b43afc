import { afterEach, describe, expect, test, vi } from 'vitest';
import { databaseAccept } from '../../../src/actions/database/accept.ts';
import { databaseAccess } from '../../../src/actions/database/access.ts';
import { check, perform, plan } from '../../../src/actions/testing/workspace.ts';
import { databaseWorkspace, hasPostgres, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const start = `
  create table public.notes (id uuid primary key, user_id uuid not null, body text);
  alter table public.notes enable row level security;
  revoke all on public.notes from anon, authenticated, service_role;
  grant select on public.notes to authenticated;
  create policy "reads own" on public.notes for select to authenticated using (user_id = auth.uid());`;

const withAccess = (access: Record<string, unknown>) => ({
  settings: (area: string) => (area === 'database' ? { exposure: 'explicit', access } : undefined),
});

/** Whatever the migrations come to is what is meant: what is still said is not a difference. */
async function meant(sql: string) {
  const workspace = await databaseWorkspace({
    files: { 'supabase/config.toml': 'project_id = "notes"\n', 'supabase/migrations/20250101000000_notes.sql': sql },
  });
  expect((await perform(databaseAccept, workspace.context(), {})).outcome).toMatchObject({ verdict: 'verified' });
  await workspace.commit();
  return workspace;
}

describe.skipIf(!hasPostgres)('needs postgres: what is found beside differences', () => {
  test('an error of the advisors fails until somebody answers for it, or the config says otherwise', async () => {
    const workspace = await meant(`${start}
      create table public.open (id uuid primary key);
      grant select on public.open to anon;`);
    const found = await check(databaseAccess, workspace.context(), {});
    expect(found).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/^ERROR rls_disabled_in_public: .*public\.open/),
      fix: expect.stringContaining('prestage database accept --findings'),
      facts: { verdicts: { 'access matrix': 'verified', policies: 'verified', advisors: 'failed' } },
    });
    expect(found.suites).toContainEqual(expect.objectContaining({ name: 'database advisors', result: 'FAILED' }));
    const never = workspace.context(withAccess({ advice: 'never' }));
    expect(await check(databaseAccess, never, {})).toMatchObject({ verdict: 'verified' });
    await expect(plan(databaseAccept, workspace.context(), { findings: true })).rejects.toMatchObject({
      data: { what: expect.stringContaining('rls_disabled_in_public public.open') },
    });
    await perform(databaseAccept, workspace.context(), { findings: true, why: 'a public list', by: 'Ann' });
    expect(await workspace.text('supabase/access.md')).toContain('`rls_disabled_in_public public.open`');
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({ verdict: 'verified' });
  });

  test('a policy that holds for nobody fails, and one of a role that nobody has is unknown', async () => {
    const never = `create policy "never" on public.notes for select to authenticated
      using ((select auth.role()) = 'anon' and user_id = auth.uid());`;
    const strange = `create role notes_reader nologin; create policy "strange" on public.notes for select to notes_reader
      using (true);`;
    const workspace = await meant(`${start} ${strange}`);
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('untried policy "strange" of public.notes: no persona has the role notes_reader'),
    });
    await workspace.put('supabase/migrations/20250102000000_never.sql', never);
    expect(await check(databaseAccess, workspace.context(), {})).toMatchObject({
      verdict: 'failed',
      reason: expect.stringMatching(/^dead policy "never" of public\.notes: .*untried policy "strange"/),
    });
    const told = workspace.context(withAccess({ deadPolicies: 'tell' }));
    expect(await check(databaseAccess, told, {})).toMatchObject({
      verdict: 'verified',
      reason: expect.stringContaining('dead policy "never"'),
    });
  });

  test('what leans on the exposure of new tables is found by trying both', async () => {
    const workspace = await meant(start);
    expect(await check(databaseAccess, workspace.context(), { exposure: 'both' })).toMatchObject({
      verdict: 'verified',
      facts: { verdicts: { 'other exposure': 'verified' } },
    });
    await workspace.put(
      'supabase/migrations/20250102000000_more.sql',
      `create table public.more (id uuid primary key, user_id uuid not null);
      alter table public.more enable row level security;
      create policy "all of one's own" on public.more to authenticated using (user_id = auth.uid());`,
    );
    await perform(databaseAccept, workspace.context(), {});
    expect(await check(databaseAccess, workspace.context(), { exposure: 'both' })).toMatchObject({
      verdict: 'failed',
      reason: expect.stringContaining('under auto exposure widened: public.more'),
      fix: expect.stringContaining('revoke all on table'),
    });
  });
});
