import { afterEach, describe, expect, test, vi } from 'vitest';
import { compareAccess } from '../../../src/actions/database/access/compare.ts';
import { missingLints } from '../../../src/actions/database/access/lints/sql.ts';
import { measureAccess } from '../../../src/actions/database/access/measure.ts';
import { accessSettings, personasOf } from '../../../src/actions/database/access/settings.ts';
import type { AccessCell, AccessMatrix } from '../../../src/actions/database/access/types.ts';
import { openSession, type Session } from '../../../src/services/postgres/session.ts';
import { hasPostgres, openScratch, stops } from './workspace.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 60_000 });
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

const personas = personasOf(accessSettings.parse({}));

interface Tried {
  readonly owner: Session;
  readonly measure: () => Promise<AccessMatrix>;
}

async function database(sql: string): Promise<Tried> {
  const scratch = await openScratch({ exposure: 'explicit', engine: 'native' });
  const owner = await openSession(scratch.login);
  const admin = await openSession(scratch.admin, { timeoutMs: 60_000 });
  stops.push(async () => Promise.all([owner.close(), admin.close()]));
  await owner.query(sql);
  return { owner, measure: async () => measureAccess(admin, { personas, scratch: true }) };
}

/** `user_a update blind given` and such, to its outcome. */
function said({ cells }: AccessMatrix, object: string, key: string): Partial<AccessCell> {
  const found = cells.find(
    (cell) => cell.object === object && [cell.persona, cell.verb, cell.way, cell.rows].join(' ') === key,
  );
  return found ?? {};
}

const notes = `
  create table public.notes (id bigint generated always as identity primary key, user_id uuid not null, body text);
  alter table public.notes enable row level security;
  grant select, insert, update, delete on public.notes to authenticated;
  create policy "reads own" on public.notes for select to authenticated using (user_id = auth.uid());
  create policy "writes own" on public.notes for update to authenticated
    using (user_id = auth.uid()) with check (user_id = auth.uid());`;

describe.skipIf(!hasPostgres)('needs postgres: what is different is told by its name', () => {
  test('one change of access after the other', async () => {
    const { owner, measure } = await database(notes);
    const meant = await measure();
    expect(compareAccess(meant, await measure())).toEqual([]);
    const cases = [
      [
        'grant select on public.notes to anon',
        "widened public.notes: anon select others' rows: meant refused, is none",
      ],
      [
        'alter table public.notes disable row level security',
        'widened public.notes has row security off, which is not meant',
      ],
      ['drop policy "reads own" on public.notes', 'narrowed public.notes: user_a select own rows: meant all, is none'],
      [
        'alter policy "writes own" on public.notes with check (true)',
        'widened public.notes: user_a update own rows to give them away without a WHERE: meant refused, is all',
      ],
      [
        'create policy "loops" on public.notes for select using (exists (select from public.notes n where n.id = notes.id))',
        'broken public.notes: user_a select own rows: meant all, is broken (42P17 infinite recursion detected in policy for relation "notes")',
      ],
      [
        'revoke update on public.notes from authenticated; grant update (body) on public.notes to authenticated',
        'narrowed public.notes: user_a update own rows by a WHERE no longer reaches columns that were meant: the rest',
      ],
      [
        'create policy "all" on public.notes for delete using (true)',
        "widened public.notes: user_a delete others' rows without a WHERE: meant none, is all",
      ],
    ] as const;
    for (const [sql, words] of cases) {
      await owner.query(`begin; ${sql}; commit`);
      const found = compareAccess(meant, await measure()).map((each) => `${each.change} ${each.words}`);
      expect(found).toContain(words);
      await owner.query(`drop table public.notes; ${notes}`);
    }
  });
});

describe.skipIf(!hasPostgres)('needs postgres: effective access', () => {
  test('tenants by membership; the blind statement sees what the one with a WHERE does not', async () => {
    const { measure } = await database(`
      create table public.orgs (id uuid primary key default gen_random_uuid(), name text not null);
      create table public.members (org_id uuid references public.orgs, user_id uuid references auth.users, primary key (org_id, user_id));
      create table public.docs (id bigint generated always as identity primary key, org_id uuid not null references public.orgs, body text);
      alter table public.members enable row level security;
      alter table public.docs enable row level security;
      grant all on public.members, public.docs to authenticated;
      create policy m on public.members for select to authenticated using (user_id = auth.uid());
      create policy s on public.docs for select to authenticated
        using (exists (select from public.members m where m.org_id = docs.org_id and m.user_id = auth.uid()));
      create policy u on public.docs for update to authenticated
        using (exists (select from public.members m where m.org_id = docs.org_id and m.user_id = auth.uid())) with check (true);
      create policy d on public.docs for delete to authenticated using (true);
      create view public.all_docs as select * from public.docs;
      create view public.my_docs with (security_invoker = true) as select * from public.docs;
      create materialized view public.doc_copies as select * from public.docs;
      grant select on public.all_docs to anon, authenticated;
      grant select on public.my_docs to authenticated;
      grant select on public.doc_copies to authenticated;
      alter publication supabase_realtime add table public.docs;`);
    const matrix = await measure();
    const docs = (key: string) => said(matrix, 'public.docs', key).outcome;
    expect([docs('user_a select plain own'), docs('user_a select plain other')]).toEqual(['all', 'none']);
    expect([docs('user_a delete where other'), docs('user_a delete blind other')]).toEqual(['none', 'all']);
    expect([docs('user_a update where given'), docs('user_a update blind given')]).toEqual(['refused', 'all']);
    expect(docs('anon select plain other')).toBe('refused');
    expect(said(matrix, 'public.all_docs', 'anon select plain other').outcome).toBe('all');
    expect(said(matrix, 'public.my_docs', 'user_a select plain own').outcome).toBe('all');
    expect(said(matrix, 'public.my_docs', 'user_a select plain other').outcome).toBe('none');
    expect(said(matrix, 'public.doc_copies', 'user_a select plain other').outcome).toBe('all');
    expect(said(matrix, 'supabase_realtime: public.docs', 'user_a select plain other').outcome).toBe('none');
    expect(matrix.objects).toContainEqual({ name: 'public.all_docs', kind: 'view', traits: ["owner's rights"] });
  });

  test('a view that filters with the rights of its owner has a security barrier, or says that it has none', async () => {
    const { owner, measure } = await database(`${notes}
      create view public.my_notes with (security_barrier = on) as select * from public.notes where user_id = auth.uid();
      create view public.bodies as select body from public.notes;
      grant select on public.my_notes to authenticated;`);
    const meant = await measure();
    const traitsOf = (name: string) => meant.objects.find((each) => each.name === name)?.traits;
    expect(traitsOf('public.my_notes')).toEqual(["owner's rights"]);
    expect(traitsOf('public.bodies')).toEqual(["owner's rights"]);
    await owner.query('alter view public.my_notes reset (security_barrier)');
    expect(compareAccess(meant, await measure()).map(({ change, words }) => `${change} ${words}`)).toEqual([
      'widened public.my_notes has no security barrier, which is not meant',
    ]);
  });

  test('a trigger that enrols whoever makes a team does not hide who may make one', async () => {
    const { measure } = await database(`
      create table public.teams (id uuid primary key default gen_random_uuid(), lead_id uuid not null references auth.users, title text);
      create table public.team_people (team_id uuid references public.teams on delete cascade, user_id uuid references auth.users,
        primary key (team_id, user_id));
      create function public.enrol() returns trigger language plpgsql security definer set search_path = '' as $$
        begin insert into public.team_people values (new.id, new.lead_id); return new; end $$;
      create trigger enrol after insert on public.teams for each row execute function public.enrol();
      alter table public.teams enable row level security;
      alter table public.team_people enable row level security;
      grant all on public.teams to authenticated;
      create policy r on public.teams for select to authenticated using (true);
      create policy i on public.teams for insert to authenticated with check (lead_id = auth.uid());`);
    const matrix = await measure();
    const teams = (key: string) => said(matrix, 'public.teams', key).outcome;
    expect([teams('user_a insert plain own'), teams('user_a insert plain other')]).toEqual(['all', 'refused']);
    expect(teams('anon insert plain other')).toBe('refused');
  });

  test('lists that must not be empty are filled', async () => {
    const { measure } = await database(`
      create table public.polls (id uuid primary key default gen_random_uuid(), user_id uuid not null references auth.users,
        answers text[] not null check (cardinality(answers) > 1), sizes int[] not null check (array_length(sizes, 1) > 0),
        kinds text[] not null check (cardinality(kinds) > 0 and kinds <@ array['open', 'closed']));
      alter table public.polls enable row level security;
      grant all on public.polls to authenticated;
      create policy r on public.polls for select to authenticated using (user_id = auth.uid());`);
    const polls = await measure();
    expect(said(polls, 'public.polls', 'user_a select plain own').outcome).toBe('all');
    expect(said(polls, 'public.polls', 'user_a select plain other').outcome).toBe('none');
  });

  test('buckets, functions, columns, and a policy that is never true', async () => {
    const { measure } = await database(`
      insert into storage.buckets (id, name, public) values ('faces', 'faces', true), ('bills', 'bills', false);
      create policy own on storage.objects for all to authenticated using (bucket_id = 'faces' and owner = auth.uid());
      create policy leak on storage.objects for select to anon using (bucket_id = 'bills');
      create table public.people (id uuid primary key, nick text, phone text, constraint short check (length(nick) = 3));
      alter table public.people enable row level security;
      grant select (id, nick) on public.people to authenticated;
      create policy p on public.people for select to authenticated using (true);
      create policy never on public.people for delete to authenticated using (auth.role() = 'authenticated' and auth.role() = 'operator');
      create function public.peek() returns setof public.people language sql security definer as $$ select * from public.people $$;
      revoke execute on function public.peek() from public;
      grant execute on function public.peek() to anon;`);
    const matrix = await measure();
    expect(said(matrix, 'bucket faces', 'user_a insert plain own').outcome).toBe('all');
    expect(said(matrix, 'bucket faces', 'user_a delete where own').outcome).toBe('all');
    expect(said(matrix, 'bucket faces', 'user_a select plain other').outcome).toBe('none');
    expect(said(matrix, 'bucket bills', 'anon select plain other').outcome).toBe('all');
    expect(said(matrix, 'public.people', 'user_a select plain any')).toMatchObject({
      outcome: 'all',
      columns: ['id', 'nick'],
    });
    expect(said(matrix, 'public.peek()', 'anon execute plain any').outcome).toBe('all');
    expect(said(matrix, 'public.peek()', 'user_a execute plain any').outcome).toBe('refused');
    expect(matrix.objects).toContainEqual({ name: 'bucket faces', kind: 'bucket', traits: ['public files'] });
    expect(matrix.deadPolicies).toEqual([
      { table: 'public.people', policy: 'never', tried: true, why: 'its condition holds for no persona on any row' },
    ]);
  });

  test('the lints that the CLI lacks', async () => {
    const { owner } = await database(`
      insert into storage.buckets (id, name, public) values ('faces', 'faces', true), ('bills', 'bills', false);
      create policy lists on storage.objects for select to anon using (bucket_id = 'faces');
      create function public.quiet() returns int language sql security definer as $$ select 1 $$;
      revoke execute on function public.quiet() from public;
      create function public.loud() returns int language sql security definer as $$ select 1 $$;
      revoke execute on function public.loud() from public;
      grant execute on function public.loud() to authenticated;`);
    const found = await owner.query(missingLints);
    expect(found.map(({ name, detail }) => `${String(name)}: ${String(detail)}`)).toEqual([
      'public_bucket_allows_listing: The bucket faces is public, and a policy of storage.objects lets anon list its files',
      'authenticated_security_definer_function_executable: public.loud() runs with the rights of its owner, and authenticated may call it',
    ]);
  });

  test('what cannot be tried is unknown, and nothing of it stays behind', async () => {
    const { owner, measure } = await database(`
      create function public.no() returns trigger language plpgsql as $$ begin raise exception 'not like this'; end $$;
      create table public.sealed (id int primary key, body text);
      create trigger no before delete on public.sealed for each statement execute function public.no();
      create table public.closed (id int primary key check (id < 0 and id > 0));
      grant all on public.sealed, public.closed to anon;`);
    const matrix = await measure();
    expect(said(matrix, 'public.sealed', 'anon delete blind any')).toMatchObject({ outcome: 'unknown' });
    expect(said(matrix, 'public.sealed', 'anon update blind any').outcome).toBe('all');
    expect(said(matrix, 'public.closed', 'anon select plain any')).toMatchObject({
      outcome: 'unknown',
      why: expect.stringContaining('no row could be made'),
    });
    expect(await owner.query('select 1 from public.sealed union all select 1 from auth.users')).toEqual([]);
  });
});
