-- What was approved to be published, and how it did. The service writes; signed-in users read.

create table public.content_approvals (
  id uuid primary key default gen_random_uuid(),
  suggestion_id uuid not null references public.product_suggestions (id),
  platform text not null check (platform in ('instagram', 'facebook', 'tiktok')),
  status text not null default 'pending_review' check (status in ('pending_review', 'approved', 'rejected')),
  reviewer text,
  created_at timestamptz not null default now(),
  decided_at timestamptz,
  constraint content_approvals_decision_is_signed
    check (status = 'pending_review' or (reviewer is not null and decided_at is not null))
);

comment on table public.content_approvals is 'A person''s decision on one suggestion for one platform.';

create index content_approvals_suggestion_id_idx on public.content_approvals (suggestion_id);

alter table public.content_approvals enable row level security;
revoke all on table public.content_approvals from public, anon, authenticated;
grant all on table public.content_approvals to service_role;
grant select on table public.content_approvals to authenticated;

create policy "signed-in users read approvals"
on public.content_approvals for select to authenticated
using ((select auth.uid()) is not null);

create table public.content_performance (
  id uuid primary key default gen_random_uuid(),
  post_id text not null check (post_id <> ''),
  publer_post_id text,
  approval_id uuid not null references public.content_approvals (id),
  platform text not null check (platform in ('instagram', 'facebook', 'tiktok')),
  post_type text not null check (post_type in ('image', 'video', 'story')),
  fixture_id text,
  reach integer not null default 0 check (reach >= 0),
  engagements integer not null default 0 check (engagements >= 0),
  clicks integer not null default 0 check (clicks >= 0),
  conversions integer not null default 0 check (conversions >= 0),
  engagement_rate numeric generated always as (round(engagements::numeric / nullif(reach, 0), 4)) stored,
  click_through_rate numeric generated always as (round(clicks::numeric / nullif(reach, 0), 4)) stored,
  conversion_rate numeric generated always as (round(conversions::numeric / nullif(clicks, 0), 4)) stored,
  measured_from timestamptz not null,
  measured_until timestamptz not null,
  data_source text not null check (data_source in ('publer', 'ga4', 'manual')),
  raw_data jsonb not null default '{}',
  created_at timestamptz not null default now(),
  constraint content_performance_window check (measured_until > measured_from),
  constraint content_performance_once unique (post_id, data_source, measured_from)
);

comment on table public.content_performance is 'One measurement window of one post from one source.';
comment on column public.content_performance.engagement_rate is 'Null when nobody was reached: no data is not zero.';

create index content_performance_approval_id_idx on public.content_performance (approval_id);

alter table public.content_performance enable row level security;
revoke all on table public.content_performance from public, anon, authenticated;
grant all on table public.content_performance to service_role;
grant select on table public.content_performance to authenticated;

create policy "signed-in users read performance"
on public.content_performance for select to authenticated
using ((select auth.uid()) is not null);
