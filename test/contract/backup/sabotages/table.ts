/** Something that was done to a copy after it was restored, and that a drill has to name. */
export interface Sabotage {
  readonly words: string;
  readonly byHand: string;
  /** As `backup.drill` names it; all that it may name. */
  readonly objects: readonly string[];
  readonly is: 'missing' | 'extra' | 'changed';
  /** Sequences do not come back by a rollback. */
  readonly undo?: string;
}

/** What is backed up: made as the admin, since event triggers and settings of the database are a superuser's. */
export const source = `
create extension if not exists citext with schema extensions;
create type public.mood as enum ('calm', 'keen');
create table public.ideas (id uuid primary key default gen_random_uuid(), title text, mood public.mood, price numeric,
  tags jsonb, x float8, label extensions.citext, owner uuid);
alter table public.ideas enable row level security;
grant select, insert on public.ideas to authenticated;
create policy "owners read" on public.ideas for select to authenticated using (owner = auth.uid());
create policy "owners write" on public.ideas for insert to authenticated with check (owner = auth.uid());
create table public.notes (id bigint generated always as identity primary key,
  idea uuid constraint notes_idea references public.ideas (id), body text not null, at timestamptz default now());
alter table public.notes enable row level security;
create index notes_by_idea on public.notes (idea);
create table public.log (id serial primary key, words text);
create view public.shown with (security_invoker = true) as select id, title from public.ideas;
create function public.touch() returns trigger language plpgsql security definer set search_path = '' as $$ begin return new; end $$;
create trigger touched before update on public.ideas for each row execute function public.touch();
create trigger greet after insert on auth.users for each row execute function public.touch();
create policy "covers are read" on storage.objects for select to anon using (bucket_id = 'covers');
create function public.watched() returns event_trigger language plpgsql as $$ begin end $$;
create event trigger watch on ddl_command_end when tag in ('CREATE TABLE') execute function public.watched();
alter event trigger watch disable;
create publication feed for table public.ideas;
create role ai_readonly nologin;
grant ai_readonly to authenticator;
alter default privileges for role postgres in schema public grant select on tables to ai_readonly;
alter database postgres set work_mem = '8MB';
alter database postgres set app.prestage_secret to 'a value that nobody sees';
insert into storage.buckets (id, name, public) values ('covers', 'covers', false);
insert into public.ideas (id, title, mood, price, tags, x, label, owner)
  select md5(n::text)::uuid, 'idea ' || n, case when n % 2 = 0 then 'calm' else 'keen' end::public.mood, n * 1.10, jsonb_build_object('n', n), n / 3.0, 'Label ' || n, md5('o' || n)::uuid
  from generate_series(1, 50) n;
insert into public.notes (idea, body) select id, title from public.ideas;
insert into public.log (words) select 'line ' || n from generate_series(1, 20) n;
create schema prestage;
create table prestage.locks (id int);
`;

/** The nineteen of docs/backup-sabotages.md. */
export const sabotages: readonly Sabotage[] = [
  {
    words: 'one value changed',
    byHand: `update public.log set words = 'another' where id = 7`,
    objects: ['rows of public.log'],
    is: 'changed',
  },
  {
    words: 'two values swapped',
    byHand: `update public.log set words = case id when 1 then 'line 2' else 'line 1' end where id in (1, 2)`,
    objects: ['rows of public.log'],
    is: 'changed',
  },
  {
    words: 'a row deleted and another inserted: as many as before',
    byHand: `delete from public.log where id = 20; insert into public.log (words) values ('line 20')`,
    objects: ['rows of public.log', 'sequence value of public.log_id_seq'],
    is: 'changed',
    undo: `select setval('public.log_id_seq', 20)`,
  },
  {
    words: 'a sequence rewound',
    byHand: `select setval('public.log_id_seq', 3)`,
    objects: ['sequence value of public.log_id_seq'],
    is: 'changed',
    undo: `select setval('public.log_id_seq', 20)`,
  },
  {
    words: 'a policy dropped',
    byHand: 'drop policy "owners write" on public.ideas',
    objects: ['policy "owners write" on public.ideas'],
    is: 'missing',
  },
  {
    words: 'a policy widened to everybody',
    byHand: 'alter policy "owners read" on public.ideas using (true)',
    objects: ['policy "owners read" on public.ideas'],
    is: 'changed',
  },
  {
    words: 'row level security turned off',
    byHand: 'alter table public.notes disable row level security',
    objects: ['row level security public.notes'],
    is: 'missing',
  },
  {
    words: 'a grant too many',
    byHand: 'grant select on public.notes to anon',
    objects: ['privileges on table public.notes to anon'],
    is: 'extra',
  },
  {
    words: 'a trigger disabled',
    byHand: 'alter table public.ideas disable trigger touched',
    objects: ['trigger touched on public.ideas'],
    is: 'changed',
  },
  {
    words: 'another body of a function',
    byHand: `create or replace function public.touch() returns trigger language plpgsql security definer set search_path = '' as $$ begin return null; end $$`,
    objects: ['function public.touch()'],
    is: 'changed',
  },
  {
    words: 'a view without its security_invoker',
    byHand: 'alter view public.shown reset (security_invoker)',
    objects: ['view public.shown'],
    is: 'changed',
  },
  {
    words: 'an index dropped',
    byHand: 'drop index public.notes_by_idea',
    objects: ['index public.notes_by_idea'],
    is: 'missing',
  },
  {
    words: 'a foreign key dropped',
    byHand: 'alter table public.notes drop constraint notes_idea',
    objects: ['constraint notes_idea on public.notes'],
    is: 'missing',
  },
  {
    words: 'a table taken out of its publication',
    byHand: 'alter publication feed drop table public.ideas',
    objects: ['table of publication feed: public.ideas'],
    is: 'missing',
  },
  {
    words: 'an event trigger dropped',
    byHand: 'drop event trigger watch',
    objects: ['event trigger watch'],
    is: 'missing',
  },
  {
    words: 'another owner',
    byHand: 'alter function public.watched() owner to postgres',
    objects: ['owner function public.watched()'],
    is: 'changed',
  },
  {
    words: 'default privileges revoked',
    byHand: 'alter default privileges for role postgres in schema public revoke select on tables from ai_readonly',
    objects: ['default privileges of tables for role postgres in schema public to ai_readonly'],
    is: 'missing',
  },
  {
    words: 'an extension dropped, with the column that needs it',
    byHand: 'alter table public.ideas alter column label type text; drop extension citext',
    objects: ['column public.ideas.label', 'extension citext'],
    is: 'missing',
  },
  {
    words: 'a setting of the database',
    byHand: `alter database postgres set work_mem = '64MB'`,
    objects: ['setting work_mem of database postgres'],
    is: 'changed',
  },
];

/** The page, as prettier would have it once it is formatted. */
export function renderTable(): string {
  return `# Sabotages of a restored backup

What was done to a copy after it was restored, and how \`backup.drill\` names it. None of them changes a row count, and
\`pg_restore\` ends with 0 before each. This page is written by \`npm run generate\` from \`test/contract/backup/sabotages/\`;
\`npm test\` takes a backup, restores it, finds no difference, plants each by itself, and looks that it is named and nothing
else is.

| | planted | named by \`backup.drill\` |
| - | - | - |
${sabotages.map(({ words, objects }, index) => `| ${index + 1} | ${words} | ${objects.map((object) => `\`${object}\``).join(', ')} |`).join('\n')}

${sabotages.length} sabotages: all of them named by object.
`;
}
