import type { Family } from '../leak.ts';
import { south } from '../personas.ts';
import { claimedOrg, tenantClaim } from '../schemas/tenant-claim.ts';

const object = 'public.projects';
const othersProjects = { persona: 'alice', sql: `select from public.projects where org_id = '${south}'` } as const;

export const tenantClaimFamily: Family = {
  schema: tenantClaim,
  leaks: [
    {
      id: 'moved-to-other-tenant',
      words: '`with check (true)` on update: rows can be moved to another tenant',
      sql: 'alter policy projects_change on public.projects with check (true);',
      object,
      verb: 'update',
      trial: { persona: 'alice', sql: `update public.projects set org_id = '${south}'` },
    },
    {
      id: 'join-without-key',
      words: 'A join that forgets its key: one project of your own opens the tasks of all',
      sql: `alter policy tasks_all on public.tasks using (exists (
        select from public.projects p where p.org_id = ${claimedOrg}));`,
      object: 'public.tasks',
      verb: 'select',
      trial: { persona: 'alice', sql: 'select from public.tasks where project_id = 2' },
    },
    {
      id: 'or-precedence',
      words: '`a or b and c` without brackets: the tenant stands on one side alone',
      sql: `alter policy projects_read on public.projects
        using (name <> '' or is_open and org_id = ${claimedOrg});`,
      object,
      verb: 'select',
      trial: othersProjects,
    },
    {
      id: 'user-metadata',
      words: 'The tenant is read from user_metadata, which its user writes',
      sql: `alter policy projects_read on public.projects
        using (org_id = ((select auth.jwt()) -> 'user_metadata' ->> 'org_id')::uuid);`,
      object,
      verb: 'select',
      trial: { persona: 'bob', sql: `select from public.projects where org_id <> '${south}'` },
    },
    {
      id: 'null-tenant',
      words: '`is not distinct from`: a row without a tenant is seen by everyone without one',
      sql: `alter policy projects_read on public.projects using (org_id is not distinct from ${claimedOrg});`,
      object,
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.projects' },
    },
    {
      id: 'permissive-beside',
      words: "A policy for support, `auth.role() = 'authenticated'`, beside the tenant's",
      sql: `create policy projects_support on public.projects for select using ((select auth.role()) = 'authenticated');`,
      object,
      verb: 'select',
      trial: othersProjects,
    },
    {
      id: 'role-claim',
      words: "The app's own role is looked for in the claim `role` or in user_metadata",
      sql: `create policy projects_staff on public.projects for select to authenticated using (
        coalesce((select auth.jwt()) -> 'user_metadata' ->> 'role', (select auth.jwt()) ->> 'role') = 'staff');`,
      object,
      verb: 'select',
      trial: { persona: 'bob', sql: `select from public.projects where org_id <> '${south}'` },
    },
    {
      id: 'view-of-owner',
      words: 'A view without security_invoker',
      sql: 'create view public.project_names as select id, org_id, name from public.projects;',
      object: 'public.project_names',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.project_names' },
    },
    {
      id: 'materialized-view',
      words: 'A materialized view of a protected table',
      sql: 'create materialized view public.project_report as select org_id, name from public.projects;',
      object: 'public.project_report',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.project_report' },
    },
    {
      id: 'new-table',
      words: 'A new table without row level security, which the default privileges give to all',
      sql: `create table public.exports (id bigint primary key, url text);
        insert into public.exports values (1, 'of south');`,
      object: 'public.exports',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.exports' },
    },
    {
      id: 'inheritance-child',
      words: 'A child by inheritance, without the row level security of its parent',
      sql: `create table public.archived_projects (primary key (id)) inherits (public.projects);
        insert into public.archived_projects values (9, '${south}', 'of south, archived');`,
      object: 'public.archived_projects',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.archived_projects' },
    },
    {
      id: 'realtime-without-rls',
      words: 'Realtime publishes a table without row level security',
      sql: `create table public.presence (user_id uuid primary key, place text);
        insert into public.presence values ('${south}', 'at home');
        revoke all on public.presence from anon, authenticated;
        grant select on public.presence to authenticated;
        alter publication supabase_realtime add table public.presence;`,
      object: 'public.presence',
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.presence' },
    },
  ],
};
