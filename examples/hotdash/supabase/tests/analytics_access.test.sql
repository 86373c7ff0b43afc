-- Who may do what with facts, approvals and performance. Run by `supabase test db`.
begin;
select plan(26);

insert into public.facts (project, topic, key, value)
values ('test-ours', 'tiles', 'p95', '1'), ('test-theirs', 'tiles', 'p95', '2');

insert into public.idea_pool (id, title, status, reviewer) values ('test-idea', 'Idea', 'approved', 'Tester');
insert into public.product_suggestions (id, idea_id, product_id, suggestion_type, title)
values ('5e0c1a00-0000-4000-8000-0000000000f1', 'test-idea', 'p', 'launch', 'Suggestion');
insert into public.content_approvals (id, suggestion_id, platform)
values ('5e0c1a00-0000-4000-8000-0000000000f2', '5e0c1a00-0000-4000-8000-0000000000f1', 'tiktok');
insert into public.content_performance
  (post_id, approval_id, platform, post_type, reach, engagements, clicks, conversions, measured_from, measured_until, data_source)
values
  ('test-seen', '5e0c1a00-0000-4000-8000-0000000000f2', 'tiktok', 'video', 4200, 336, 84, 7, '2025-10-01', '2025-10-02', 'manual'),
  ('test-unseen', '5e0c1a00-0000-4000-8000-0000000000f2', 'tiktok', 'video', 0, 0, 0, 0, '2025-10-01', '2025-10-02', 'manual');

select results_eq(
  $$ select engagement_rate, click_through_rate, conversion_rate
     from public.content_performance where post_id = 'test-seen' $$,
  $$ values (0.0800::numeric, 0.0200::numeric, 0.0833::numeric) $$,
  'rates are generated'
);
select results_eq(
  $$ select engagement_rate from public.content_performance where post_id = 'test-unseen' $$,
  $$ values (null::numeric) $$,
  'nobody reached is no rate'
);
select throws_ok(
  $$ update public.content_approvals set status = 'approved' where id = '5e0c1a00-0000-4000-8000-0000000000f2' $$,
  '23514', null,
  'an approval without a reviewer is refused'
);

-- A user of the project test-ours.
set local request.jwt.claims to '{"sub": "5e0c1a00-0000-4000-8000-0000000000aa", "role": "authenticated", "project": "test-ours"}';
set local role authenticated;

select results_eq($$ select distinct project from public.facts $$, array['test-ours'], 'a user reads the facts of its project');
select lives_ok(
  $$ insert into public.facts (project, topic, key, value) values ('test-ours', 't', 'k', '3') $$,
  'a user adds to its project'
);
select throws_ok(
  $$ insert into public.facts (project, topic, key, value) values ('test-theirs', 't', 'k', '3') $$,
  '42501', null,
  'a user cannot add to another project'
);
select throws_ok($$ update public.facts set project = 'test-theirs' $$, '42501', null, 'facts are never updated');
select throws_ok($$ delete from public.facts $$, '42501', null, 'facts are never deleted by users');

set local app.current_project to 'test-theirs';
select results_eq(
  $$ select distinct project from public.facts $$,
  array['test-ours'],
  'a session setting does not lead out of the token''s project'
);
select is((select count(*) from public.content_approvals where id = '5e0c1a00-0000-4000-8000-0000000000f2'), 1::bigint, 'a user reads approvals');
select is((select count(*) from public.content_performance where post_id like 'test-%'), 2::bigint, 'a user reads performance');
select throws_ok(
  $$ update public.content_approvals set status = 'approved', reviewer = 'me', decided_at = now() $$,
  '42501', null,
  'a user cannot approve'
);
select throws_ok($$ update public.content_performance set clicks = 1 $$, '42501', null, 'a user cannot change performance');
select throws_ok($$ delete from public.content_performance $$, '42501', null, 'a user cannot delete performance');

-- A token without a project: the setting alone decides, and an empty setting is no project.
set local request.jwt.claims to '{"sub": "5e0c1a00-0000-4000-8000-0000000000aa", "role": "authenticated"}';
select results_eq($$ select distinct project from public.facts $$, array['test-theirs'], 'without a claim the setting decides');
set local app.current_project to '';
select is(public.current_project(), null, 'an empty setting is no project');
select is_empty($$ select 1 from public.facts $$, 'and no project has no facts');

reset role;
set local role anon;
select throws_ok($$ select 1 from public.facts $$, '42501', null, 'anon cannot read facts');
select throws_ok($$ insert into public.facts (project, topic, key, value) values ('x', 't', 'k', '1') $$, '42501', null, 'anon cannot add facts');
select throws_ok($$ select 1 from public.content_approvals $$, '42501', null, 'anon cannot read approvals');
select throws_ok($$ select 1 from public.content_performance $$, '42501', null, 'anon cannot read performance');
select throws_ok($$ select public.current_project() $$, '42501', null, 'anon cannot call current_project()');

reset role;
set local role service_role;
select is((select count(*) from public.facts where project like 'test-%'), 3::bigint, 'service_role sees all projects');

reset role;
select table_privs_are('public', 'facts', 'anon', array[]::text[], 'anon has no right to facts');
select table_privs_are('public', 'content_approvals', 'anon', array[]::text[], 'anon has no right to approvals');
select table_privs_are('public', 'content_performance', 'anon', array[]::text[], 'anon has no right to performance');

select * from finish();
rollback;
