import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const ownerRows: CorrectSchema = {
  id: 'owner-rows',
  words: 'Rows of their owner, some shared with all who have an account; none for anonymous sign-ins',
  exposure: 'auto',
  sql: `
    create table public.notes (
      id bigint generated always as identity primary key,
      owner uuid references auth.users (id) on delete cascade,
      body text not null,
      shared boolean not null default false
    );
    create index notes_owner_idx on public.notes (owner);
    alter table public.notes enable row level security;
    create policy notes_read on public.notes for select to authenticated
      using (shared or owner = (select auth.uid()));
    create policy notes_add on public.notes for insert to authenticated
      with check (owner = (select auth.uid()));
    create policy notes_change on public.notes for update to authenticated
      using (owner = (select auth.uid())) with check (owner = (select auth.uid()));
    create policy notes_remove on public.notes for delete to authenticated
      using (owner = (select auth.uid()));
    create policy notes_account on public.notes as restrictive for all to authenticated
      using (coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, false) = false);
    revoke truncate on public.notes from anon, authenticated;`,
  rows: `
    insert into public.notes (owner, body, shared) values
      ('${alice}', 'of alice', false), ('${bob}', 'of bob', false), ('${alice}', 'for all', true), (null, 'of none', false);`,
  intent: [
    { persona: 'anon', sql: 'select from public.notes', reaches: 0 },
    { persona: 'alice', sql: 'select from public.notes', reaches: 2 },
    { persona: 'bob', sql: 'select from public.notes', reaches: 2 },
    { persona: 'guest', sql: 'select from public.notes', reaches: 0 },
    { persona: 'bob', sql: `update public.notes set body = 'x'`, reaches: 1 },
    { persona: 'bob', sql: `insert into public.notes (owner, body) values ('${alice}', 'x')`, reaches: 'refused' },
  ],
  rewritten: `
    drop policy notes_remove on public.notes;
    create policy notes_remove_own on public.notes for delete to authenticated
      using ((select auth.uid()) = owner and owner is not null);
    create index notes_shared_idx on public.notes (shared);`,
};
