/** Something that was done by hand to a database, beside its migrations. */
export interface PlantedDrift {
  readonly words: string;
  readonly byHand: string;
  /** As `database.drift` names it. */
  readonly object: string;
  readonly is: 'missing' | 'extra' | 'changed';
  /** What `supabase db diff` says of it; absent when it says nothing. */
  readonly cli?: RegExp;
}

/** What the migrations make: the drifts are from this. */
export const migration = `
create table public.ideas (id uuid primary key default gen_random_uuid(), title text, status text default 'draft', owner uuid);
alter table public.ideas enable row level security;
alter table public.ideas force row level security;
grant select, insert on public.ideas to authenticated;
create policy "owners read" on public.ideas for select to authenticated using (owner = auth.uid());
create table public.notes (id bigint generated always as identity primary key, idea uuid references public.ideas (id), body text not null);
alter table public.notes enable row level security;
grant select on public.notes to authenticated;
create index notes_idea on public.notes (idea);
comment on table public.notes is 'what was thought of an idea';
create function public.touch() returns trigger language plpgsql security definer set search_path = '' as $$ begin return new; end $$;
create trigger greet after insert on auth.users for each row execute function public.touch();
create policy "covers are read" on storage.objects for select to anon using (bucket_id = 'covers');
alter publication supabase_realtime add table public.ideas;
insert into storage.buckets (id, name, public) values ('covers', 'covers', false);
create role ai_readonly nologin;
alter role ai_readonly set statement_timeout = '5s';
`;

/** Fourteen of the schema, and two that a comparison of schemas does not see. */
export const drifts: readonly PlantedDrift[] = [
  {
    words: 'a table that no migration makes',
    byHand: 'create table public.leftover (id int)',
    object: 'table public.leftover',
    is: 'extra',
    cli: /drop table "public"."leftover"/i,
  },
  {
    words: 'another default',
    byHand: `alter table public.ideas alter column status set default 'approved'`,
    object: 'default public.ideas.status',
    is: 'changed',
    cli: /"ideas"\s+alter column "status" set default 'draft'/i,
  },
  {
    words: 'a grant that was revoked',
    byHand: 'revoke select on public.notes from authenticated',
    object: 'privileges on table public.notes to authenticated',
    is: 'missing',
    cli: /grant select on .*"notes" to "authenticated"/i,
  },
  {
    words: 'a grant on one column',
    byHand: 'grant update (title) on public.ideas to authenticated',
    object: 'privileges on table public.ideas (title) to authenticated',
    is: 'extra',
    cli: /revoke all \("title"\) on table "public"."ideas"/i,
  },
  {
    words: 'a wider policy',
    byHand: 'alter policy "owners read" on public.ideas using (true)',
    object: 'policy "owners read" on public.ideas',
    is: 'changed',
    cli: /policy "owners read"/i,
  },
  {
    words: 'a function without its search_path',
    byHand: 'alter function public.touch() reset search_path',
    object: 'function public.touch()',
    is: 'changed',
    cli: /function "?public"?."?touch"?/i,
  },
  {
    words: 'a table that is not published any more',
    byHand: 'alter publication supabase_realtime drop table public.ideas',
    object: 'table of publication supabase_realtime: public.ideas',
    is: 'missing',
    cli: /publication "supabase_realtime" add table "public"."ideas"/i,
  },
  {
    words: 'a policy on storage.objects that is gone',
    byHand: 'drop policy "covers are read" on storage.objects',
    object: 'policy "covers are read" on storage.objects',
    is: 'missing',
    cli: /create policy "covers are read"/i,
  },
  {
    words: 'a trigger on auth.users that is gone',
    byHand: 'drop trigger greet on auth.users',
    object: 'trigger greet on auth.users',
    is: 'missing',
    cli: /create trigger "?greet/i,
  },
  {
    words: 'row level security turned off',
    byHand: 'alter table public.notes disable row level security',
    object: 'row level security public.notes',
    is: 'missing',
    cli: /"notes"\s+enable row level security/i,
  },
  {
    words: 'row level security no longer forced',
    byHand: 'alter table public.ideas no force row level security',
    object: 'forced row level security public.ideas',
    is: 'missing',
    cli: /"ideas"\s+force row level security/i,
  },
  {
    words: 'an index that was dropped',
    byHand: 'drop index public.notes_idea',
    object: 'index public.notes_idea',
    is: 'missing',
    cli: /index "?notes_idea/i,
  },
  {
    words: 'another comment',
    byHand: `comment on table public.notes is 'old'`,
    object: 'comment table public.notes',
    is: 'changed',
    cli: /comment on table "public"."notes"/i,
  },
  {
    words: 'default privileges',
    byHand: 'alter default privileges in schema public grant select on tables to anon',
    object: 'default privileges of tables for role postgres in schema public to anon',
    is: 'extra',
    cli: /default privileges .*revoke all on tables from "anon"/i,
  },
  {
    words: 'a bucket that was made public',
    byHand: `update storage.buckets set public = true where id = 'covers'`,
    object: 'bucket covers',
    is: 'changed',
  },
  {
    words: 'a setting of a role in one database',
    byHand: `alter role ai_readonly in database postgres set work_mem = '64MB'`,
    object: 'setting work_mem of role ai_readonly in database postgres',
    is: 'extra',
  },
];

/** The page, as prettier would have it once it is formatted. */
export function renderTable(): string {
  const seen = drifts.filter(({ cli }) => cli !== undefined).length;
  return `# Drifts that were planted

What was done by hand to a database after its migrations, and who names it: \`database.drift\`, by its own reading of the
catalogue, and \`supabase db diff\`, version 3.1.0. This page is written by \`npm run generate\` from
\`test/contract/database/drifts/\`; \`npm test\` plants all of them, looks for each by name, finds nothing else, runs the
statements that are to mend them, and looks again. The schema is ours, and so is the choice of drifts.

| | planted | found by us as | by \`supabase db diff\` |
| - | - | - | - |
${drifts.map(row).join('\n')}

${drifts.length} drifts: \`database.drift\` names all of them, \`supabase db diff\` ${seen}.
`;
}

function row({ words, object, is, cli }: PlantedDrift, index: number): string {
  return `| ${index + 1} | ${words} | \`${object}\`, ${is} | ${cli === undefined ? 'no' : 'yes'} |`;
}
