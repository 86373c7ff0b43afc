-- Analytics facts: one measured value a row, appended and never changed, each belonging to one project.

create table public.facts (
  id uuid primary key default gen_random_uuid(),
  project text not null check (project <> ''),
  topic text not null check (topic <> ''),
  key text not null check (key <> ''),
  value jsonb not null,
  created_at timestamptz not null default now()
);

comment on table public.facts is 'Append-only analytics facts by project.';

create index facts_project_topic_key_idx on public.facts (project, topic, key, created_at desc);

-- The project of whoever asks. The token's claim comes first: a session setting must not lead out of it.
-- A setting that was set and reset in a pooled session reads as '', which is no project.
create function public.current_project() returns text
language sql
stable
set search_path = ''
as $$
  select coalesce(
    nullif(auth.jwt() ->> 'project', ''),
    nullif(current_setting('app.current_project', true), '')
  )
$$;

revoke all on function public.current_project() from public, anon, authenticated;
grant execute on function public.current_project() to authenticated, service_role;

alter table public.facts enable row level security;
revoke all on table public.facts from public, anon, authenticated;
grant all on table public.facts to service_role;
grant select on table public.facts to authenticated;
grant insert (project, topic, key, value) on table public.facts to authenticated;

create policy "authenticated reads the facts of its project"
on public.facts for select to authenticated
using (project = (select public.current_project()));

create policy "authenticated adds facts to its project"
on public.facts for insert to authenticated
with check (project = (select public.current_project()));
