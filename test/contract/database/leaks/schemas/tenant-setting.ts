import type { CorrectSchema } from '../leak.ts';

export const setProject = `nullif((select current_setting('app.project', true)), '')`;

export const tenantSetting: CorrectSchema = {
  id: 'tenant-setting',
  words: 'Rows of the project that a setting of the connection names; nothing where it is absent or empty',
  exposure: 'explicit',
  sql: `
    create table public.facts (
      id bigint primary key,
      project text not null default '',
      value text not null
    );
    alter table public.facts enable row level security;
    grant select, insert on public.facts to authenticated, leak_analyst;
    grant all on public.facts to service_role;
    create policy facts_read on public.facts for select to authenticated, leak_analyst using (project = ${setProject});
    create policy facts_add on public.facts for insert to authenticated with check (project = ${setProject});`,
  rows: `insert into public.facts values (1, 'alpha', 'one'), (2, 'beta', 'two'), (3, '', 'three');`,
  intent: [
    { persona: 'anon', sql: 'select from public.facts', reaches: 'refused' },
    { persona: 'alice', sql: 'select from public.facts', reaches: 1 },
    { persona: 'bob', sql: 'select from public.facts', reaches: 1 },
    { persona: 'guest', sql: 'select from public.facts', reaches: 0 },
    { persona: 'analyst', sql: 'select from public.facts', reaches: 0 },
    { persona: 'alice', sql: `insert into public.facts values (9, 'beta', 'x')`, reaches: 'refused' },
    { persona: 'alice', sql: `update public.facts set value = 'x'`, reaches: 'refused' },
  ],
  rewritten: `
    alter policy facts_read on public.facts to authenticated, leak_analyst using (
      (select current_setting('app.project', true)) <> '' and project = (select current_setting('app.project', true)));`,
};
