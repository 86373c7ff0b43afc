import type { PlantedWay } from './way.ts';

/** Ways back with which nothing is wrong. */
export const rightWays: readonly PlantedWay[] = [
  {
    words: 'a table with all that belongs to it',
    migration: `
create table public.tags (id bigint generated always as identity primary key, idea bigint references public.ideas (id), name text);
alter table public.tags enable row level security;
create policy "all see" on public.tags for select using (true);
create index tags_name on public.tags (name);
create trigger touch_tags before update on public.tags for each row execute function public.touch();
grant select on public.tags to anon;
comment on column public.tags.name is 'as people write it';
alter publication supabase_realtime add table public.tags;
insert into public.tags (idea, name) select id, 'new' from public.ideas;`,
    down: 'drop table public.tags;',
    state: 'given-back',
    says: [],
  },
  {
    words: 'access that was widened',
    migration: `
alter policy "owners read" on public.ideas using (true);
grant insert (title), delete on public.ideas to authenticated;
alter default privileges in schema public grant select on tables to anon;
alter table public.ideas force row level security;
create policy "covers are read" on storage.objects for select to anon using (bucket_id = 'covers');`,
    down: `
drop policy "covers are read" on storage.objects;
alter table public.ideas no force row level security;
alter default privileges in schema public revoke select on tables from anon;
revoke insert (title), delete on public.ideas from authenticated;
alter policy "owners read" on public.ideas using (owner = auth.uid());`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'names that were changed',
    migration: `
alter table public.ideas rename column note to remark;
alter index public.ideas_status rename to ideas_state;
alter function public.touch() rename to touched;
alter type public.mood rename value 'keen' to 'eager';`,
    down: `
alter type public.mood rename value 'eager' to 'keen';
alter function public.touched() rename to touch;
alter index public.ideas_state rename to ideas_status;
alter table public.ideas rename column remark to note;`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'a column whose values were kept',
    migration: `
create schema kept;
create table kept.notes as select id, note from public.ideas;
alter table public.ideas drop column note;`,
    down: `
alter table public.ideas add column note text;
update public.ideas set note = notes.note from kept.notes where notes.id = ideas.id;
drop schema kept cascade;`,
    state: 'given-back',
    says: ['the columns of public.ideas stand in another order than before'],
  },
  {
    words: 'an enum that is made again',
    migration: `alter type public.mood add value 'wild';`,
    down: `
drop view public.keen;
drop materialized view public.moods;
alter type public.mood rename to mood_before;
create type public.mood as enum ('calm', 'keen');
alter table public.ideas alter column mood drop default, alter column mood type public.mood using mood::text::public.mood,
  alter column mood set default 'calm';
drop type public.mood_before;
create view public.keen with (security_invoker = true) as select id, title from public.ideas where mood = 'keen';
grant select on public.keen to authenticated;
create materialized view public.moods as select mood, count(*) as many from public.ideas group by mood;`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'an index that is made and dropped concurrently',
    migration: 'create index concurrently ideas_title on public.ideas (title);',
    down: `set lock_timeout = '2s';\ndrop index concurrently public.ideas_title;`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'values that can be counted back',
    migration: 'update public.ideas set score = score + 1;',
    down: 'update public.ideas set score = score - 1;',
    state: 'given-back',
    says: [],
  },
  {
    words: 'a function, a trigger and a view that come back word by word',
    migration: `
drop trigger touch_ideas on public.ideas;
create or replace function public.touch() returns trigger language plpgsql as $$ begin new.score = 1; return new; end $$;
create or replace view public.keen with (security_invoker = false) as select id, title from public.ideas where mood = 'keen';`,
    down: `
create or replace view public.keen with (security_invoker = true) as select id, title from public.ideas where mood = 'keen';
create or replace function public.touch() returns trigger language plpgsql set search_path = '' as $$ begin return new; end $$;
create trigger touch_ideas before update on public.ideas for each row execute function public.touch();`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'what no schema holds: an extension, a bucket, a comment, a setting, what is published',
    migration: `
create extension hstore with schema extensions;
insert into storage.buckets (id, name) values ('films', 'films');
update storage.buckets set public = true where id = 'covers';
comment on table public.ideas is 'new words';
alter role authenticated set lock_timeout = '3s';
alter publication supabase_realtime drop table public.ideas;`,
    down: `
alter publication supabase_realtime add table public.ideas;
alter role authenticated reset lock_timeout;
comment on table public.ideas is 'what was thought of';
update storage.buckets set public = false where id = 'covers';
set local storage.allow_delete_query = 'true';
delete from storage.buckets where id = 'films';
drop extension hstore;`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'a way back that works as another role',
    migration:
      "create table public.tags (id int primary key);\ngrant all on public.ideas to service_role;\ninsert into public.ideas (id, title) values (2001, 'new');\nrevoke all on public.ideas from service_role;",
    down: `
grant delete, select on public.ideas to service_role;
set role service_role;
delete from public.ideas where id = 2001;
reset role;
revoke delete, select on public.ideas from service_role;
drop table public.tags;
set role anon;`,
    state: 'given-back',
    says: [],
  },
  {
    words: 'none, as the migration says, with its reason',
    migration: '-- irreversible: remarks were never shown to anybody\ndrop table public.remarks;',
    state: 'irreversible',
    says: ['irreversible, as declared: remarks were never shown to anybody'],
  },
  {
    words: 'the schema alone, as the migration says, with its reason',
    migration: '-- irreversible: nobody reads old notes\nalter table public.ideas drop column note;',
    down: 'alter table public.ideas add column note text;',
    state: 'schema-only',
    says: ['not the data: 6 rows of public.ideas changed in note; as declared: nobody reads old notes'],
  },
];
