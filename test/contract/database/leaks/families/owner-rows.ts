import type { Family } from '../leak.ts';
import { bob } from '../personas.ts';
import { ownerRows } from '../schemas/owner-rows.ts';

const object = 'public.notes';

export const ownerRowsFamily: Family = {
  schema: ownerRows,
  leaks: [
    {
      id: 'rls-disabled',
      words: 'Row level security is switched off',
      sql: 'alter table public.notes disable row level security;',
      object,
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.notes' },
    },
    {
      id: 'read-true',
      words: 'A policy `using (true)` for all, beside the right one',
      sql: 'create policy notes_preview on public.notes for select using (true);',
      object,
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.notes' },
    },
    {
      id: 'public-not-authenticated',
      words: 'A policy made anew without `to authenticated`: what is shared among accounts is public',
      sql: `
        drop policy notes_read on public.notes;
        create policy notes_read on public.notes for select using (shared or owner = (select auth.uid()));`,
      object,
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.notes' },
    },
    {
      id: 'insert-true',
      words: 'An insert policy `with check (true)` for anon, with the default grants',
      sql: 'create policy notes_import on public.notes for insert to anon with check (true);',
      object,
      verb: 'insert',
      trial: { persona: 'anon', sql: `insert into public.notes (body) values ('x')` },
    },
    {
      id: 'update-true',
      words: 'An update policy `using (true)`',
      sql: 'create policy notes_sync on public.notes for update to authenticated using (true);',
      object,
      verb: 'update',
      trial: { persona: 'bob', sql: `update public.notes set body = 'x'` },
    },
    {
      id: 'delete-true',
      words: 'A delete policy `using (true)`: a DELETE without WHERE reaches what cannot be read',
      sql: 'alter policy notes_remove on public.notes using (true);',
      object,
      verb: 'delete',
      trial: { persona: 'bob', sql: 'delete from public.notes' },
    },
    {
      id: 'restrictive-wrong-role',
      words: 'The restrictive policy names the wrong role, and restricts no one',
      sql: 'alter policy notes_account on public.notes to authenticator;',
      object,
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.notes' },
    },
    {
      id: 'restrictive-dropped',
      words: 'The restrictive policy is dropped',
      sql: 'drop policy notes_account on public.notes;',
      object,
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.notes' },
    },
    {
      id: 'restrictive-made-permissive',
      words: 'The restrictive policy comes back without `as restrictive`, and opens what it closed',
      sql: `
        drop policy notes_account on public.notes;
        create policy notes_account on public.notes to authenticated
          using (coalesce(((select auth.jwt()) ->> 'is_anonymous')::boolean, false) = false);`,
      object,
      verb: 'select',
      trial: { persona: 'bob', sql: `select from public.notes where owner is distinct from '${bob}' and not shared` },
    },
    {
      id: 'not-distinct-from',
      words: '`is not distinct from auth.uid()`: who has no name owns what has no owner',
      sql: `
        drop policy notes_read on public.notes;
        create policy notes_read on public.notes for select using (owner is not distinct from (select auth.uid()));`,
      object,
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.notes' },
    },
    {
      id: 'truncate',
      words: 'TRUNCATE is granted: row level security has no say in it',
      sql: 'grant all on public.notes to authenticated;',
      object,
      verb: 'none',
      trial: { persona: 'bob', sql: `truncate public.notes; select 1` },
    },
    {
      id: 'users-view',
      words: 'A view shows `auth.users`',
      sql: 'create view public.profiles as select id, email from auth.users;',
      object: 'public.profiles',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.profiles' },
    },
    {
      id: 'definer-trigger',
      words: 'A view takes inserts and a definer trigger writes them into the table, in any name',
      sql: `
        create view public.inbox with (security_invoker = true) as select owner, body from public.notes;
        create function public.deliver() returns trigger language plpgsql security definer set search_path = '' as $$
          begin insert into public.notes (owner, body) values (new.owner, new.body); return new; end $$;
        revoke execute on function public.deliver() from public, anon, authenticated;
        create trigger deliver instead of insert on public.inbox for each row execute function public.deliver();`,
      object: 'public.inbox',
      verb: 'insert',
      trial: { persona: 'anon', sql: `insert into public.inbox values ('${bob}', 'x')` },
    },
  ],
};
