import type { Family } from '../leak.ts';
import { bob } from '../personas.ts';
import { secretColumn } from '../schemas/secret-column.ts';

export const secretColumnFamily: Family = {
  schema: secretColumn,
  leaks: [
    {
      id: 'column-grant',
      words: 'SELECT of the whole table instead of three columns: the secret one is readable',
      sql: 'grant select on public.accounts to authenticated;',
      object: 'public.accounts',
      verb: 'select',
      trial: { persona: 'alice', sql: 'select api_key from public.accounts' },
    },
    {
      id: 'invoker-lost',
      words: 'The view is made anew, and its security_invoker is lost',
      sql: `drop view public.account_names;
        create view public.account_names as select id, name from public.accounts;
        grant select on public.account_names to authenticated, service_role;`,
      object: 'public.account_names',
      verb: 'select',
      trial: { persona: 'alice', sql: `select from public.account_names where name = 'of bob'` },
    },
    {
      id: 'view-with-secret',
      words: 'A view with a filter of its own, and with the secret column of everyone who is signed in',
      sql: `create view public.my_account with (security_barrier = true) as
          select id, owner, api_key from public.accounts where owner = auth.uid();
        grant select on public.my_account to authenticated;`,
      object: 'public.my_account',
      verb: 'select',
      trial: { persona: 'bob', sql: `select api_key from public.my_account where owner = '${bob}'` },
    },
  ],
};
