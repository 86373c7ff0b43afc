-- The feature pack's ideas and suggestions: the same as tests/fixtures/idea_pool.json (tests/fixtures.test.js compares).
-- Five suggestions are active, exactly one of them a wildcard. Can be run again: nothing is doubled.

insert into public.idea_pool (id, title, status, priority, confidence, rationale, projected_impact, reviewer)
values
  ('idea-fuel-line-launch', 'Braided fuel line kit, from box to first start', 'approved', 'high', 0.85, 'New kit, most asked question is fitment', 'First-week sales of the kit', 'Product'),
  ('idea-an-sizes-explained', 'AN sizes explained with a ruler and a carrot', 'approved', 'medium', 0.78, 'Support answers it every day', 'Fewer returns for the wrong size', 'Support'),
  ('idea-leak-test-ten-minutes', 'Leak-test a fuel system in ten minutes', 'approved', 'high', 0.74, 'Best watch time of the last season', 'Saves to reach ratio', 'Content'),
  ('idea-winter-storage', 'Put the car to bed: winter storage checklist', 'approved', 'medium', 0.69, 'Comes back each October', 'Newsletter sign-ups', 'Content'),
  ('idea-toaster-rod', 'A toaster with a hot-rod paint job', 'approved', 'low', 0.31, 'Nobody asked for it', 'Shares by people who own no car', 'CEO'),
  ('idea-pump-noise', 'What a dying fuel pump sounds like', 'pending_review', 'medium', 0.58, 'Rising sound trend', 'Reach on short video', null),
  ('idea-hose-giveaway', 'Hose giveaway among commenters', 'rejected', 'low', 0.22, 'Quick reach', 'Comments', 'Manager'),
  ('idea-shop-tour', 'Shop tour with the packing crew', 'draft', 'low', 0.40, 'Faces build trust', 'Profile visits', null)
on conflict (id) do nothing;

insert into public.product_suggestions (id, idea_id, product_id, suggestion_type, title, status, approved_at, evidence)
values
  ('5e0c1a00-0000-4000-8000-000000000001', 'idea-fuel-line-launch', 'kit-fuel-line-an6', 'launch', 'Three clips: unbox, route, first start', 'active', '2025-10-15T15:00:00Z', '{"target_platforms": ["instagram", "tiktok"]}'),
  ('5e0c1a00-0000-4000-8000-000000000002', 'idea-an-sizes-explained', 'fitting-an6-straight', 'evergreen', 'One carousel, one size a slide', 'active', '2025-10-15T15:05:00Z', '{"target_platforms": ["instagram", "facebook"]}'),
  ('5e0c1a00-0000-4000-8000-000000000003', 'idea-leak-test-ten-minutes', 'tool-pressure-tester', 'evergreen', 'One uncut clip with a clock in view', 'active', '2025-10-15T15:10:00Z', '{"target_platforms": ["tiktok"]}'),
  ('5e0c1a00-0000-4000-8000-000000000004', 'idea-winter-storage', 'fuel-stabiliser-1l', 'evergreen', 'Checklist to save, link to the set', 'active', '2025-10-15T15:15:00Z', '{"target_platforms": ["facebook"]}'),
  ('5e0c1a00-0000-4000-8000-000000000005', 'idea-toaster-rod', 'sticker-set', 'wildcard', 'Before, after, and toast', 'active', '2025-10-15T15:20:00Z', '{"target_platforms": ["instagram", "tiktok"]}'),
  ('5e0c1a00-0000-4000-8000-000000000006', 'idea-pump-noise', 'fuel-pump-255', 'launch', 'Sound on: guess the pump', 'draft', null, '{"target_platforms": ["tiktok"]}')
on conflict (id) do nothing;
