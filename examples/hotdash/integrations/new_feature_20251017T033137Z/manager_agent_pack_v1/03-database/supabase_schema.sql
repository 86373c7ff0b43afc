-- The schema that the feature pack asks for. The migrations in supabase/migrations/ make it;
-- tests/migrations.test.js holds the two together, table by table and column by column.
--
-- Access                  anon      authenticated                            service_role
-- idea_pool               nothing   reads approved and rejected,             everything
--                                   inserts pending_review as itself
-- product_suggestions     nothing   reads active and published               everything
-- trend_opportunities     nothing   reads when signed in                     everything
-- facts                   nothing   reads and inserts in its own project     everything
-- content_approvals       nothing   reads when signed in                     everything
-- content_performance     nothing   reads when signed in                     everything
-- active_ideas (view)     nothing   what the two tables below it let it see  reads

create table public.idea_pool (
  id text,
  title text,
  status text, -- draft, pending_review, approved, rejected
  rationale text,
  projected_impact text,
  priority text, -- high, medium, low
  confidence numeric, -- 0 to 1
  submitted_by uuid,
  reviewer text,
  created_at timestamptz,
  updated_at timestamptz
);

create table public.product_suggestions (
  id uuid,
  idea_id text, -- one suggestion an idea
  product_id text,
  suggestion_type text, -- launch, evergreen, wildcard
  title text,
  description text,
  evidence jsonb,
  status text, -- draft, active, published, retired
  created_at timestamptz,
  approved_at timestamptz,
  published_at timestamptz
);

create table public.trend_opportunities (
  id uuid,
  trend_id text, -- unique
  platform text, -- instagram, facebook, tiktok
  trend_type text, -- hashtag, sound, format, topic
  velocity text, -- rising, peak, declining
  detected_at timestamptz,
  expires_at timestamptz,
  evidence jsonb
);

create table public.facts (
  id uuid,
  project text,
  topic text,
  key text,
  value jsonb,
  created_at timestamptz
);

create table public.content_approvals (
  id uuid,
  suggestion_id uuid,
  platform text, -- instagram, facebook, tiktok
  status text, -- pending_review, approved, rejected
  reviewer text,
  created_at timestamptz,
  decided_at timestamptz
);

create table public.content_performance (
  id uuid,
  post_id text,
  publer_post_id text,
  approval_id uuid,
  platform text, -- instagram, facebook, tiktok
  post_type text, -- image, video, story
  fixture_id text,
  reach integer,
  engagements integer,
  clicks integer,
  conversions integer,
  engagement_rate numeric, -- engagements per person reached; null when nobody was
  click_through_rate numeric, -- clicks per person reached
  conversion_rate numeric, -- conversions per click
  measured_from timestamptz,
  measured_until timestamptz,
  data_source text, -- publer, ga4, manual
  raw_data jsonb,
  created_at timestamptz
);
