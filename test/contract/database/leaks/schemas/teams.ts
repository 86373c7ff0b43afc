import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const teams: CorrectSchema = {
  id: 'teams',
  words: 'Documents of a team for its members, by a definer helper in a schema of its own',
  exposure: 'explicit',
  sql: `
    create schema private;
    create table public.memberships (
      team_id bigint not null,
      user_id uuid not null,
      role text not null default 'member',
      primary key (team_id, user_id)
    );
    create table public.documents (id bigint primary key, team_id bigint not null, title text not null);
    alter table public.memberships enable row level security;
    alter table public.documents enable row level security;
    create function private.is_member(team bigint) returns boolean
      language sql stable security definer set search_path = ''
      as $$ select exists (select from public.memberships where team_id = team and user_id = auth.uid()) $$;
    revoke execute on function private.is_member(bigint) from public;
    grant usage on schema private to authenticated;
    grant execute on function private.is_member(bigint) to authenticated;
    grant select, insert, update on public.memberships, public.documents to authenticated;
    grant all on public.memberships, public.documents to service_role;
    create policy memberships_read on public.memberships for select to authenticated
      using (private.is_member(team_id));
    create policy documents_read on public.documents for select to authenticated using (private.is_member(team_id));
    create policy documents_change on public.documents for update to authenticated
      using (private.is_member(team_id)) with check (private.is_member(team_id));`,
  rows: `
    insert into public.memberships (team_id, user_id) values (1, '${alice}'), (2, '${bob}');
    insert into public.documents values (1, 1, 'of team 1'), (2, 2, 'of team 2');`,
  intent: [
    { persona: 'anon', sql: 'select from public.documents', reaches: 'refused' },
    { persona: 'alice', sql: 'select from public.documents', reaches: 1 },
    { persona: 'guest', sql: 'select from public.documents', reaches: 0 },
    { persona: 'bob', sql: 'select from public.memberships', reaches: 1 },
    { persona: 'bob', sql: `update public.memberships set role = 'admin'`, reaches: 0 },
    { persona: 'bob', sql: `insert into public.memberships values (1, '${bob}')`, reaches: 'refused' },
  ],
  rewritten: `
    create index documents_team_idx on public.documents (team_id);
    drop policy documents_read on public.documents;
    create policy documents_read on public.documents for select to authenticated
      using (team_id in (select m.team_id from public.memberships m where m.user_id = (select auth.uid())));`,
};
