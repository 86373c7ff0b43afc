-- The idea pool: what the team might publish, how it was judged, and the product it is about.
--
-- Access: service_role does everything; authenticated reads what was decided and submits ideas for review;
-- anon gets nothing. A new Supabase project may grant everything to the API roles by default, so each table
-- takes all rights away first and then grants what is meant.

create table public.idea_pool (
  id text primary key check (id <> ''),
  title text not null check (title <> ''),
  status text not null default 'pending_review'
    check (status in ('draft', 'pending_review', 'approved', 'rejected')),
  rationale text,
  projected_impact text,
  priority text not null default 'medium' check (priority in ('high', 'medium', 'low')),
  confidence numeric(3, 2) check (confidence between 0 and 1),
  submitted_by uuid default auth.uid(),
  reviewer text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint idea_pool_decision_has_reviewer
    check (status not in ('approved', 'rejected') or reviewer is not null)
);

comment on table public.idea_pool is 'Ideas and the state of their review.';
comment on column public.idea_pool.submitted_by is 'The user who submitted it; null when the service did.';
comment on column public.idea_pool.confidence is '0 to 1: how sure we are of the projected impact.';

create index idea_pool_status_idx on public.idea_pool (status, priority);

create function public.touch_updated_at() returns trigger
language plpgsql
set search_path = ''
as $$
begin
  new.updated_at = now();
  return new;
end
$$;

revoke all on function public.touch_updated_at() from public, anon, authenticated;

create trigger idea_pool_touch_updated_at
before update on public.idea_pool
for each row execute function public.touch_updated_at();

alter table public.idea_pool enable row level security;
revoke all on table public.idea_pool from public, anon, authenticated;
grant all on table public.idea_pool to service_role;
grant select on table public.idea_pool to authenticated;
grant insert (id, title, status, rationale, projected_impact, priority, confidence)
  on table public.idea_pool to authenticated;

create policy "authenticated reads decided ideas"
on public.idea_pool for select to authenticated
using (status in ('approved', 'rejected'));

-- submitted_by is not among the granted columns: it is always the caller.
create policy "authenticated submits ideas for review"
on public.idea_pool for insert to authenticated
with check (status = 'pending_review' and submitted_by = (select auth.uid()));

create table public.product_suggestions (
  id uuid primary key default gen_random_uuid(),
  idea_id text not null unique references public.idea_pool (id),
  product_id text not null check (product_id <> ''),
  suggestion_type text not null check (suggestion_type in ('launch', 'evergreen', 'wildcard')),
  title text not null check (title <> ''),
  description text,
  evidence jsonb not null default '{}',
  status text not null default 'draft' check (status in ('draft', 'active', 'published', 'retired')),
  created_at timestamptz not null default now(),
  approved_at timestamptz,
  published_at timestamptz,
  constraint product_suggestions_active_is_approved
    check (status not in ('active', 'published') or approved_at is not null),
  constraint product_suggestions_published_has_time
    check (status <> 'published' or published_at is not null)
);

comment on table public.product_suggestions is 'What an idea means for one product. Five are active, one of them a wildcard.';
comment on column public.product_suggestions.evidence is 'Platforms, copy, hashtags and projected metrics.';

-- Half of the pool's rule, held by the database; that five are active, the app checks (app/idea-pool/rules.js).
create unique index product_suggestions_one_active_wildcard_idx
on public.product_suggestions (suggestion_type)
where suggestion_type = 'wildcard' and status = 'active';

create index product_suggestions_status_idx on public.product_suggestions (status);

alter table public.product_suggestions enable row level security;
revoke all on table public.product_suggestions from public, anon, authenticated;
grant all on table public.product_suggestions to service_role;
grant select on table public.product_suggestions to authenticated;

create policy "authenticated reads suggestions in use"
on public.product_suggestions for select to authenticated
using (status in ('active', 'published'));

create table public.trend_opportunities (
  id uuid primary key default gen_random_uuid(),
  trend_id text not null unique,
  platform text not null check (platform in ('instagram', 'facebook', 'tiktok')),
  trend_type text not null check (trend_type in ('hashtag', 'sound', 'format', 'topic')),
  velocity text not null check (velocity in ('rising', 'peak', 'declining')),
  detected_at timestamptz not null default now(),
  expires_at timestamptz not null,
  evidence jsonb not null default '{}',
  constraint trend_opportunities_expires_later check (expires_at > detected_at)
);

comment on table public.trend_opportunities is 'Trends that an idea could ride, until they expire.';

create index trend_opportunities_expires_at_idx on public.trend_opportunities (expires_at);

alter table public.trend_opportunities enable row level security;
revoke all on table public.trend_opportunities from public, anon, authenticated;
grant all on table public.trend_opportunities to service_role;
grant select on table public.trend_opportunities to authenticated;

create policy "signed-in users read trends"
on public.trend_opportunities for select to authenticated
using ((select auth.uid()) is not null);
