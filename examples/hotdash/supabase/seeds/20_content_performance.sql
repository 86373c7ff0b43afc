-- Two approved posts with their first day, so that rates and tiles have something to show. Can be run again.

insert into public.content_approvals (id, suggestion_id, platform, status, reviewer, created_at, decided_at)
values
  ('5e0c1a00-0000-4000-8000-000000000101', '5e0c1a00-0000-4000-8000-000000000002', 'instagram', 'approved', 'Content', '2025-10-15T16:00:00Z', '2025-10-15T17:30:00Z'),
  ('5e0c1a00-0000-4000-8000-000000000102', '5e0c1a00-0000-4000-8000-000000000003', 'tiktok', 'approved', 'Content', '2025-10-15T16:05:00Z', '2025-10-15T17:35:00Z')
on conflict (id) do nothing;

insert into public.content_performance (
  post_id, approval_id, platform, post_type, fixture_id,
  reach, engagements, clicks, conversions, measured_from, measured_until, data_source
)
values
  ('post-an-sizes', '5e0c1a00-0000-4000-8000-000000000101', 'instagram', 'image', 'idea-an-sizes-explained', 4200, 336, 84, 7, '2025-10-16T00:00:00Z', '2025-10-17T00:00:00Z', 'manual'),
  ('post-leak-test', '5e0c1a00-0000-4000-8000-000000000102', 'tiktok', 'video', 'idea-leak-test-ten-minutes', 0, 0, 0, 0, '2025-10-16T00:00:00Z', '2025-10-17T00:00:00Z', 'manual')
on conflict (post_id, data_source, measured_from) do nothing;

insert into public.facts (id, project, topic, key, value, created_at)
values
  ('5e0c1a00-0000-4000-8000-000000000201', 'hotdash', 'tiles', 'load_p95_ms', '1840', '2025-10-16T06:00:00Z'),
  ('5e0c1a00-0000-4000-8000-000000000202', 'hotdash', 'idea_pool', 'active', '5', '2025-10-16T06:00:00Z')
on conflict (id) do nothing;
