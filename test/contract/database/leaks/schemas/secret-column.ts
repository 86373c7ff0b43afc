import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const secretColumn: CorrectSchema = {
  id: 'secret-column',
  words: 'A secret column that only the service reads, a view for the rest',
  exposure: 'explicit',
  sql: `
    create table public.accounts (
      id bigint primary key,
      owner uuid not null,
      name text not null,
      api_key text not null default 'sk'
    );
    alter table public.accounts enable row level security;
    grant select (id, owner, name) on public.accounts to authenticated;
    grant all on public.accounts to service_role;
    create policy accounts_read on public.accounts for select to authenticated using (owner = (select auth.uid()));
    create view public.account_names with (security_invoker = true) as select id, name from public.accounts;
    grant select on public.account_names to authenticated, service_role;`,
  rows: `insert into public.accounts (id, owner, name) values (1, '${alice}', 'of alice'), (2, '${bob}', 'of bob');`,
  intent: [
    { persona: 'anon', sql: 'select from public.account_names', reaches: 'refused' },
    { persona: 'alice', sql: 'select from public.account_names', reaches: 1 },
    { persona: 'alice', sql: 'select name from public.accounts', reaches: 1 },
    { persona: 'alice', sql: 'select api_key from public.accounts', reaches: 'refused' },
    { persona: 'service', sql: 'select api_key from public.accounts', reaches: 2 },
  ],
  rewritten: `
    create or replace view public.account_names with (security_invoker = true) as
      select a.id, a.name from public.accounts a where a.id is not null;
    create index accounts_owner_idx on public.accounts (owner);`,
};
