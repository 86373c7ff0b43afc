import type { CorrectSchema } from '../leak.ts';
import { north, south } from '../personas.ts';

export const claimedOrg = `((select auth.jwt()) -> 'app_metadata' ->> 'org_id')::uuid`;

export const tenantClaim: CorrectSchema = {
  id: 'tenant-claim',
  words: 'Rows of the tenant that the token names, a child table by a join',
  exposure: 'auto',
  sql: `
    create table public.projects (
      id bigint primary key,
      org_id uuid,
      name text not null,
      is_open boolean not null default false
    );
    create table public.tasks (
      id bigint primary key,
      project_id bigint not null references public.projects (id),
      title text not null
    );
    create index tasks_project_idx on public.tasks (project_id);
    alter table public.projects enable row level security;
    alter table public.tasks enable row level security;
    create policy projects_read on public.projects for select to authenticated using (org_id = ${claimedOrg});
    create policy projects_add on public.projects for insert to authenticated with check (org_id = ${claimedOrg});
    create policy projects_change on public.projects for update to authenticated
      using (org_id = ${claimedOrg}) with check (org_id = ${claimedOrg});
    create policy tasks_all on public.tasks for all to authenticated using (exists (
      select from public.projects p where p.id = tasks.project_id and p.org_id = ${claimedOrg}));`,
  rows: `
    insert into public.projects (id, org_id, name) values
      (1, '${north}', 'of north'), (2, '${south}', 'of south'), (3, null, 'of none');
    insert into public.tasks (id, project_id, title) values (1, 1, 'of north'), (2, 2, 'of south');`,
  intent: [
    { persona: 'anon', sql: 'select from public.projects', reaches: 0 },
    { persona: 'alice', sql: 'select from public.projects', reaches: 1 },
    { persona: 'bob', sql: 'select from public.tasks', reaches: 1 },
    { persona: 'guest', sql: 'select from public.tasks', reaches: 0 },
    { persona: 'alice', sql: `update public.projects set name = 'x'`, reaches: 1 },
    { persona: 'alice', sql: `update public.projects set org_id = '${south}'`, reaches: 'refused' },
  ],
  rewritten: `
    drop policy tasks_all on public.tasks;
    create policy tasks_of_tenant on public.tasks for all to authenticated
      using (project_id in (select p.id from public.projects p where p.org_id = ${claimedOrg}));
    create index projects_org_idx on public.projects (org_id);`,
};
