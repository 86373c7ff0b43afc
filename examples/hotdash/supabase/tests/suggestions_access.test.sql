-- Who may do what with suggestions, trends and the view of active ideas. Run by `supabase test db`.
begin;
select plan(21);

-- A pool of our own: what was seeded steps aside until the rollback.
update public.product_suggestions set status = 'retired' where status = 'active';

insert into public.idea_pool (id, title, status, reviewer)
values
  ('test-a', 'A', 'approved', 'Tester'),
  ('test-b', 'B', 'approved', 'Tester'),
  ('test-c', 'C', 'pending_review', null),
  ('test-d', 'D', 'approved', 'Tester');

insert into public.product_suggestions (idea_id, product_id, suggestion_type, title, status, approved_at)
values
  ('test-a', 'p', 'wildcard', 'Active, approved', 'active', now()),
  ('test-b', 'p', 'launch', 'Draft, approved', 'draft', null),
  ('test-c', 'p', 'evergreen', 'Active, not approved', 'active', now());

insert into public.trend_opportunities (trend_id, platform, trend_type, velocity, expires_at)
values ('test-trend', 'tiktok', 'sound', 'rising', now() + interval '1 day');

select throws_ok(
  $$ insert into public.product_suggestions (idea_id, product_id, suggestion_type, title, status, approved_at)
     values ('test-d', 'p', 'wildcard', 'Second wildcard', 'active', now()) $$,
  '23505', null,
  'a second active wildcard is refused'
);
select throws_ok(
  $$ update public.product_suggestions set status = 'active' where idea_id = 'test-b' $$,
  '23514', null,
  'nothing becomes active without an approval time'
);

set local request.jwt.claims to '{"sub": "5e0c1a00-0000-4000-8000-0000000000aa", "role": "authenticated"}';
set local role authenticated;

select results_eq(
  $$ select idea_id from public.product_suggestions where idea_id like 'test-%' order by idea_id $$,
  array['test-a', 'test-c'],
  'authenticated sees suggestions in use alone'
);
select results_eq(
  $$ select idea_id from public.active_ideas $$,
  array['test-a'],
  'the view shows authenticated approved ideas alone'
);
select throws_ok(
  $$ insert into public.product_suggestions (idea_id, product_id, suggestion_type, title)
     values ('test-d', 'p', 'launch', 'Mine') $$,
  '42501', null,
  'authenticated cannot insert suggestions'
);
select throws_ok($$ update public.product_suggestions set title = 'x' $$, '42501', null, 'nor update them');
select throws_ok($$ delete from public.product_suggestions $$, '42501', null, 'nor delete them');
select is(
  (select count(*) from public.trend_opportunities where trend_id = 'test-trend'), 1::bigint,
  'authenticated reads trends'
);
select throws_ok($$ delete from public.trend_opportunities $$, '42501', null, 'authenticated cannot delete trends');

set local request.jwt.claims to '{"role": "authenticated"}';
select is_empty($$ select 1 from public.trend_opportunities $$, 'a token without a subject reads no trends');

reset role;
set local role anon;
select throws_ok($$ select 1 from public.product_suggestions $$, '42501', null, 'anon cannot read suggestions');
select throws_ok($$ select 1 from public.trend_opportunities $$, '42501', null, 'anon cannot read trends');
select throws_ok($$ select 1 from public.active_ideas $$, '42501', null, 'anon cannot read the view');

reset role;
select table_privs_are('public', 'product_suggestions', 'anon', array[]::text[], 'anon has no right to suggestions');
select table_privs_are('public', 'trend_opportunities', 'anon', array[]::text[], 'anon has no right to trends');
select table_privs_are('public', 'active_ideas', 'anon', array[]::text[], 'anon has no right to the view');
select table_privs_are('public', 'active_ideas', 'authenticated', array['SELECT'], 'authenticated reads the view, no more');
select ok(
  (select 'security_invoker=true' = any (reloptions) from pg_class where oid = 'public.active_ideas'::regclass),
  'the view asks with the rights of the caller'
);

reset role;
set local role service_role;
select is(
  (select count(*) from public.product_suggestions where idea_id like 'test-%'), 3::bigint,
  'service_role sees every suggestion'
);
select lives_ok(
  $$ update public.product_suggestions set status = 'retired' where idea_id = 'test-a' $$,
  'service_role retires one'
);
select is_empty($$ select 1 from public.active_ideas $$, 'a retired suggestion leaves the view');

reset role;
select * from finish();
rollback;
