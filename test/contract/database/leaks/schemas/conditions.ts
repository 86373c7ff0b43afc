import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

/** What everyone with an account may read of others: all five conditions at once. */
export const shown = `status = 'published' and not hidden and (embargo is null or embargo <= now())
  and app.is_free(price) and audience = 'everyone'`;

export const conditions: CorrectSchema = {
  id: 'conditions',
  words:
    'Articles that others read when status, flag, moment, price and audience all allow it; drafts alone are written',
  exposure: 'explicit',
  sql: `
    create schema app;
    grant usage on schema app to authenticated;
    create function app.is_free(price numeric) returns boolean language sql immutable as $$ select price = 0 $$;
    create table public.articles (
      id bigint primary key,
      author uuid not null,
      title text not null,
      status text not null default 'draft' check (status in ('draft', 'review', 'published')),
      hidden boolean not null default false,
      embargo timestamptz,
      price numeric not null default 0,
      audience text not null default 'members',
      meta jsonb not null default '{}'
    );
    alter table public.articles enable row level security;
    grant select, insert, update, delete on public.articles to authenticated;
    create policy articles_own on public.articles for select to authenticated using (author = (select auth.uid()));
    create policy articles_read on public.articles for select to authenticated using (${shown});
    create policy articles_add on public.articles for insert to authenticated
      with check (author = (select auth.uid()) and status = 'draft');
    create policy articles_change on public.articles for update to authenticated
      using (author = (select auth.uid())) with check (author = (select auth.uid()) and status <> 'published');
    create policy articles_remove on public.articles for delete to authenticated
      using (author = (select auth.uid()) and status = 'draft');`,
  rows: `
    insert into public.articles (id, author, title, status, hidden, embargo, price, audience, meta) values
      (1, '${alice}', 'free', 'published', false, null, 0, 'everyone', '{}'),
      (2, '${alice}', 'hidden', 'published', true, null, 0, 'everyone', '{}'),
      (3, '${alice}', 'next week', 'published', false, now() + interval '7 days', 0, 'everyone', '{}'),
      (4, '${alice}', 'tonight', 'published', false, now() + interval '5 hours', 0, 'everyone', '{}'),
      (5, '${alice}', 'sold', 'published', false, null, 5, 'everyone', '{}'),
      (6, '${alice}', 'repaid', 'published', false, null, -5, 'everyone', '{}'),
      (7, '${alice}', 'in review', 'review', false, null, 0, 'everyone', '{}'),
      (8, '${alice}', 'for members', 'published', false, null, 0, 'members', '{}'),
      (9, '${alice}', 'a preview', 'draft', false, null, 0, 'members', '{"preview": "open"}'),
      (10, '${bob}', 'a draft of bob', 'draft', false, null, 0, 'members', '{}'),
      (11, '${bob}', 'of bob', 'published', false, null, 0, 'everyone', '{}');`,
  intent: [
    { persona: 'anon', sql: 'select from public.articles', reaches: 'refused' },
    { persona: 'bob', sql: 'select from public.articles', reaches: 3 },
    { persona: 'guest', sql: 'select from public.articles', reaches: 2 },
    { persona: 'bob', sql: 'delete from public.articles', reaches: 1 },
    { persona: 'bob', sql: `update public.articles set title = 'x' where status = 'draft'`, reaches: 1 },
    {
      persona: 'bob',
      sql: `update public.articles set status = 'published' where status = 'draft'`,
      reaches: 'refused',
    },
  ],
  rewritten: `
    drop policy articles_read on public.articles;
    create policy articles_shown on public.articles for select to authenticated
      using (audience = 'everyone' and coalesce(embargo, '-infinity') <= now() and status = 'published' and price = 0
        and hidden = false);
    alter policy articles_remove on public.articles using (status = 'draft' and (select auth.uid()) = author);`,
};
