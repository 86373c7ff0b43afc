import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const definerFunction: CorrectSchema = {
  id: 'definer-function',
  words: 'A closed table behind definer functions: one for its owner, one for the service',
  exposure: 'explicit',
  sql: `
    create table public.wallets (owner uuid primary key, balance integer not null);
    alter table public.wallets enable row level security;
    create function public.my_wallet() returns setof public.wallets
      language sql stable security definer set search_path = ''
      as $$ select * from public.wallets where owner = (select auth.uid()) $$;
    create function public.credit(whose uuid, amount integer) returns setof public.wallets
      language sql security definer set search_path = ''
      as $$ update public.wallets set balance = balance + amount where owner = whose returning * $$;
    create function public.wallet_count() returns bigint
      language sql stable set search_path = '' as $$ select count(*) from public.wallets $$;
    revoke execute on function public.my_wallet(), public.credit(uuid, integer), public.wallet_count() from public;
    grant execute on function public.my_wallet() to authenticated;
    grant execute on function public.credit(uuid, integer), public.wallet_count() to service_role;
    grant select on public.wallets to service_role;`,
  rows: `insert into public.wallets values ('${alice}', 10), ('${bob}', 20);`,
  intent: [
    { persona: 'anon', sql: 'select from public.my_wallet()', reaches: 'refused' },
    { persona: 'alice', sql: 'select from public.my_wallet()', reaches: 1 },
    { persona: 'guest', sql: 'select from public.my_wallet()', reaches: 0 },
    { persona: 'alice', sql: 'select from public.wallets', reaches: 'refused' },
    { persona: 'alice', sql: `select from public.credit('${alice}', 5)`, reaches: 'refused' },
    { persona: 'service', sql: `select from public.credit('${alice}', 5)`, reaches: 1 },
  ],
  rewritten: `
    create or replace function public.my_wallet() returns setof public.wallets
      language plpgsql stable security definer set search_path = ''
      as $$ begin return query select w.* from public.wallets w where w.owner = auth.uid(); end $$;
    revoke all on public.wallets from anon, authenticated;`,
};
