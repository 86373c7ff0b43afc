import type { Family } from '../leak.ts';
import { alice, bob } from '../personas.ts';
import { teams } from '../schemas/teams.ts';

export const teamsFamily: Family = {
  schema: teams,
  leaks: [
    {
      id: 'self-compare',
      words: 'A join that compares a column with itself: `m.team_id = team_id`',
      sql: `alter policy documents_read on public.documents using (exists (
        select from public.memberships m where m.team_id = team_id and m.user_id = (select auth.uid())));`,
      object: 'public.documents',
      verb: 'select',
      trial: { persona: 'bob', sql: 'select from public.documents where team_id = 1' },
    },
    {
      id: 'recursion-to-true',
      words: 'A policy that asked its own table is mended by `using (true)`',
      sql: 'alter policy memberships_read on public.memberships using (true);',
      object: 'public.memberships',
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.memberships' },
    },
    {
      id: 'recursion',
      words: 'A policy asks its own table: infinite recursion',
      sql: `alter policy memberships_read on public.memberships using (team_id in (
        select m.team_id from public.memberships m where m.user_id = (select auth.uid())));`,
      object: 'public.memberships',
      verb: 'select',
      effect: 'broken',
      trial: { persona: 'bob', sql: 'select from public.memberships' },
    },
    {
      id: 'joins-himself',
      words: 'Everyone may add himself to any team',
      sql: `create policy memberships_join on public.memberships for insert to authenticated
        with check (user_id = (select auth.uid()));`,
      object: 'public.memberships',
      verb: 'insert',
      trial: { persona: 'bob', sql: `insert into public.memberships (team_id, user_id) values (1, '${bob}')` },
    },
    {
      id: 'promotes-himself',
      words: 'Everyone may change his own membership, its role as well',
      sql: `create policy memberships_change on public.memberships for update to authenticated
        using (user_id = (select auth.uid())) with check (user_id = (select auth.uid()));`,
      object: 'public.memberships',
      verb: 'update',
      trial: { persona: 'bob', sql: `update public.memberships set role = 'admin'` },
    },
    {
      id: 'helper-exposed',
      words: 'A helper function in `public` tells anyone who is a member of what',
      sql: `create function public.is_member_of(team bigint, who uuid) returns boolean
        language sql stable security definer set search_path = ''
        as $$ select exists (select from public.memberships where team_id = team and user_id = who) $$;`,
      object: 'public.is_member_of()',
      verb: 'execute',
      trial: { persona: 'anon', sql: `select 1 where public.is_member_of(1, '${alice}')` },
    },
    {
      id: 'helper-of-any',
      words: "The helper forgets the user: who is anything's member is everything's",
      sql: `create or replace function private.is_member(team bigint) returns boolean
        language sql stable security definer set search_path = ''
        as $$ select exists (select from public.memberships where user_id = auth.uid() or team_id = team) $$;`,
      object: 'public.documents',
      verb: 'select',
      trial: { persona: 'bob', sql: 'select from public.documents where team_id = 1' },
    },
  ],
};
