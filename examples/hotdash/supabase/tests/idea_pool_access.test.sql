-- Who may do what with the idea pool. Run by `supabase test db`.
begin;
select plan(21);

insert into public.idea_pool (id, title, status, reviewer)
values
  ('test-draft', 'Draft', 'draft', null),
  ('test-pending', 'Pending', 'pending_review', null),
  ('test-approved', 'Approved', 'approved', 'Tester'),
  ('test-rejected', 'Rejected', 'rejected', 'Tester');

-- A user who is signed in.
set local request.jwt.claims to '{"sub": "5e0c1a00-0000-4000-8000-0000000000aa", "role": "authenticated"}';
set local role authenticated;

select results_eq(
  $$ select id from public.idea_pool where id like 'test-%' order by id $$,
  array['test-approved', 'test-rejected'],
  'authenticated sees decided ideas alone'
);
select lives_ok(
  $$ insert into public.idea_pool (id, title, status) values ('test-mine', 'Mine', 'pending_review') $$,
  'authenticated submits an idea for review'
);
select throws_ok(
  $$ insert into public.idea_pool (id, title, status) values ('test-bold', 'Bold', 'draft') $$,
  '42501', null,
  'authenticated cannot insert a draft'
);
select throws_ok(
  $$ insert into public.idea_pool (id, title, status, reviewer) values ('test-forged', 'Forged', 'approved', 'me') $$,
  '42501', null,
  'authenticated cannot approve by inserting'
);
select throws_ok(
  $$ insert into public.idea_pool (id, title, submitted_by)
     values ('test-other', 'Other', '5e0c1a00-0000-4000-8000-0000000000bb') $$,
  '42501', null,
  'authenticated cannot submit in another name'
);
select throws_ok(
  $$ update public.idea_pool set title = 'Changed' where id = 'test-approved' $$,
  '42501', null,
  'authenticated cannot update with a WHERE'
);
select throws_ok(
  $$ update public.idea_pool set status = 'approved' $$,
  '42501', null,
  'authenticated cannot update blindly'
);
select throws_ok($$ delete from public.idea_pool $$, '42501', null, 'authenticated cannot delete');

-- A token without a subject is nobody.
set local request.jwt.claims to '{"role": "authenticated"}';
select throws_ok(
  $$ insert into public.idea_pool (id, title) values ('test-nobody', 'Nobody') $$,
  '42501', null,
  'a token without a subject cannot submit'
);

-- Nobody is signed in.
reset role;
set local request.jwt.claims to '{"role": "anon"}';
set local role anon;

select throws_ok($$ select id from public.idea_pool $$, '42501', null, 'anon cannot read ideas');
select throws_ok(
  $$ insert into public.idea_pool (id, title) values ('test-anon', 'Anon') $$,
  '42501', null,
  'anon cannot submit'
);
select throws_ok($$ update public.idea_pool set title = 'x' $$, '42501', null, 'anon cannot update');
select throws_ok($$ delete from public.idea_pool $$, '42501', null, 'anon cannot delete');

-- The service.
reset role;
set local request.jwt.claims to '{"role": "service_role"}';
set local role service_role;

select is(
  (select submitted_by from public.idea_pool where id = 'test-mine'),
  '5e0c1a00-0000-4000-8000-0000000000aa'::uuid,
  'the idea carries the name of who submitted it'
);
select is((select count(*) from public.idea_pool where id like 'test-%'), 5::bigint, 'service_role sees every idea');
select lives_ok(
  $$ update public.idea_pool set status = 'approved', reviewer = 'Tester' where id = 'test-mine' $$,
  'service_role approves'
);
select throws_ok(
  $$ update public.idea_pool set status = 'approved' where id = 'test-pending' $$,
  '23514', null,
  'a decision without a reviewer is refused even to the service'
);
select lives_ok($$ delete from public.idea_pool where id = 'test-mine' $$, 'service_role deletes');

reset role;
select table_privs_are('public', 'idea_pool', 'anon', array[]::text[], 'anon has no right to the table');
select table_privs_are('public', 'idea_pool', 'authenticated', array['SELECT'], 'authenticated reads; it inserts by column');
select ok(
  (select relrowsecurity from pg_class where oid = 'public.idea_pool'::regclass),
  'row level security is on'
);

select * from finish();
rollback;
