import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const publicRead: CorrectSchema = {
  id: 'public-read',
  words: 'What is published is for everyone; authors write their own, and may not give it away or feature it',
  exposure: 'explicit',
  sql: `
    create table public.posts (
      id bigint primary key,
      author uuid not null,
      title text not null,
      published boolean not null default false,
      featured boolean not null default false
    );
    alter table public.posts enable row level security;
    grant select on public.posts to anon, authenticated;
    grant insert (id, author, title, published), update (title, published), delete on public.posts to authenticated;
    grant all on public.posts to service_role;
    create policy posts_read on public.posts for select using (published);
    create policy posts_read_own on public.posts for select to authenticated using (author = (select auth.uid()));
    create policy posts_add on public.posts for insert to authenticated with check (author = (select auth.uid()));
    create policy posts_change on public.posts for update to authenticated
      using (author = (select auth.uid())) with check (true);
    create policy posts_remove on public.posts for delete to authenticated using (author = (select auth.uid()));`,
  rows: `
    insert into public.posts (id, author, title, published) values
      (1, '${alice}', 'of alice', true), (2, '${alice}', 'draft of alice', false),
      (3, '${bob}', 'of bob', true), (4, '${bob}', 'draft of bob', false);`,
  intent: [
    { persona: 'anon', sql: 'select from public.posts', reaches: 2 },
    { persona: 'alice', sql: 'select from public.posts', reaches: 3 },
    { persona: 'anon', sql: `update public.posts set title = 'x'`, reaches: 'refused' },
    { persona: 'bob', sql: `update public.posts set title = 'x'`, reaches: 2 },
    { persona: 'bob', sql: `update public.posts set author = '${alice}'`, reaches: 'refused' },
    { persona: 'bob', sql: `update public.posts set featured = true`, reaches: 'refused' },
    { persona: 'bob', sql: 'delete from public.posts', reaches: 2 },
  ],
  rewritten: `
    drop policy posts_read_own on public.posts;
    drop policy posts_read on public.posts;
    create policy posts_read_signed_in on public.posts for select to authenticated
      using (published or author = (select auth.uid()));
    create policy posts_read_others on public.posts for select to anon, service_role, leak_analyst using (published);`,
};
