import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const receipt = '00000000-0000-4000-8000-0000000000a1';

export const definerFunction: CorrectSchema = {
  id: 'definer-function',
  words: 'Closed tables behind definer functions: by key, by words, by list, and for the service',
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
    create table public.receipts (id uuid primary key, owner uuid not null, words text not null);
    alter table public.receipts enable row level security;
    create function public.receipt(receipt_id uuid) returns public.receipts
      language plpgsql security definer set search_path = '' as $$
      declare found public.receipts;
      begin
        select * into found from public.receipts r where r.id = receipt_id and r.owner = auth.uid();
        if found.id is null then raise exception 'there is no such receipt of yours'; end if;
        return found;
      end $$;
    create function public.find_receipts(q text, most integer default 20) returns setof public.receipts
      language sql stable security definer set search_path = '' as $$
        select * from public.receipts where owner = (select auth.uid()) and words ilike '%' || q || '%' limit most $$;
    create function public.receipts_of(ids uuid[]) returns jsonb
      language sql stable security definer set search_path = '' as $$
        select jsonb_agg(r) from public.receipts r where r.id = any (ids) and r.owner = (select auth.uid()) $$;
    create function public.my_receipts() returns jsonb
      language plpgsql security definer set search_path = '' as $$
      begin return (select jsonb_agg(r) from public.receipts r where r.owner = auth.uid()); end $$;
    revoke execute on function public.my_wallet(), public.credit(uuid, integer), public.wallet_count(), public.receipt(uuid),
      public.find_receipts(text, integer), public.receipts_of(uuid[]), public.my_receipts() from public;
    grant execute on function public.my_wallet(), public.receipt(uuid), public.find_receipts(text, integer),
      public.receipts_of(uuid[]), public.my_receipts() to authenticated;
    grant execute on function public.credit(uuid, integer), public.wallet_count() to service_role;
    grant select on public.wallets to service_role;`,
  rows: `insert into public.wallets values ('${alice}', 10), ('${bob}', 20);
    insert into public.receipts values ('${receipt}', '${alice}', 'two spark plugs');`,
  intent: [
    { persona: 'anon', sql: 'select from public.my_wallet()', reaches: 'refused' },
    { persona: 'alice', sql: 'select from public.my_wallet()', reaches: 1 },
    { persona: 'guest', sql: 'select from public.my_wallet()', reaches: 0 },
    { persona: 'alice', sql: 'select from public.wallets', reaches: 'refused' },
    { persona: 'alice', sql: `select from public.credit('${alice}', 5)`, reaches: 'refused' },
    { persona: 'service', sql: `select from public.credit('${alice}', 5)`, reaches: 1 },
    { persona: 'alice', sql: `select from public.receipt('${receipt}')`, reaches: 1 },
    { persona: 'alice', sql: `select from public.find_receipts('spark')`, reaches: 1 },
    { persona: 'bob', sql: `select from public.find_receipts('spark')`, reaches: 0 },
    { persona: 'bob', sql: `select from jsonb_array_elements(public.receipts_of('{${receipt}}'))`, reaches: 0 },
    { persona: 'alice', sql: 'select from jsonb_array_elements(public.my_receipts())', reaches: 1 },
  ],
  rewritten: `
    create or replace function public.receipt(receipt_id uuid) returns public.receipts
      language sql security definer set search_path = ''
      as $$ select r.* from public.receipts r where r.owner = auth.uid() and r.id = receipt_id $$;
    create or replace function public.my_wallet() returns setof public.wallets
      language plpgsql stable security definer set search_path = ''
      as $$ begin return query select w.* from public.wallets w where w.owner = auth.uid(); end $$;
    revoke all on public.wallets from anon, authenticated;`,
};
