-- What every environment but production starts with. Can be run again: nothing is doubled.

insert into public.trend_opportunities (trend_id, platform, trend_type, velocity, detected_at, expires_at, evidence)
values
  ('trend-garage-asmr', 'tiktok', 'sound', 'rising', '2025-10-12T06:00:00Z', '2025-11-12T06:00:00Z', '{"posts": 1840}'),
  ('trend-ls-swap-season', 'instagram', 'hashtag', 'peak', '2025-10-08T06:00:00Z', '2025-11-08T06:00:00Z', '{"posts": 5210}'),
  ('trend-barn-find-friday', 'facebook', 'topic', 'declining', '2025-09-26T06:00:00Z', '2025-10-26T06:00:00Z', '{"posts": 960}')
on conflict (trend_id) do nothing;
