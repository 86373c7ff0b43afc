import type { Family } from '../leak.ts';
import { alice } from '../personas.ts';
import { definerFunction, receipt } from '../schemas/definer-function.ts';

export const definerFunctionFamily: Family = {
  schema: definerFunction,
  leaks: [
    {
      id: 'function-of-all',
      words: "A definer function returns everyone's rows, executable by PUBLIC as by default",
      sql: `create function public.top_wallets() returns setof public.wallets
        language sql stable security definer set search_path = '' as $$ select * from public.wallets $$;`,
      object: 'public.top_wallets()',
      verb: 'execute',
      trial: { persona: 'anon', sql: 'select from public.top_wallets()' },
    },
    {
      id: 'argument-trusted',
      words: 'A definer function takes whose rows are wanted from its argument',
      sql: `create function public.wallet_of(whose uuid) returns setof public.wallets
          language sql stable security definer set search_path = ''
          as $$ select * from public.wallets where owner = whose $$;
        revoke execute on function public.wallet_of(uuid) from public;
        grant execute on function public.wallet_of(uuid) to authenticated;`,
      object: 'public.wallet_of()',
      verb: 'execute',
      trial: { persona: 'bob', sql: `select from public.wallet_of('${alice}')` },
    },
    {
      id: 'service-function-granted',
      words: 'A function for the service is made anew, and with it its EXECUTE for PUBLIC',
      sql: `drop function public.credit(uuid, integer);
        create function public.credit(whose uuid, amount integer) returns setof public.wallets
          language sql security definer set search_path = ''
          as $$ update public.wallets set balance = balance + amount where owner = whose returning * $$;`,
      object: 'public.credit()',
      verb: 'execute',
      trial: { persona: 'anon', sql: `select from public.credit('${alice}', 5)` },
    },
    {
      id: 'filter-dropped',
      words: "The definer function that gave one's own row gives all: same name, same grants",
      sql: `create or replace function public.my_wallet() returns setof public.wallets
        language sql stable security definer set search_path = ''
        as $$ select * from public.wallets where owner = (select auth.uid()) or balance > 0 $$;`,
      object: 'public.my_wallet()',
      verb: 'select',
      trial: { persona: 'guest', sql: 'select from public.my_wallet()' },
    },
    {
      id: 'search-path',
      words: 'A definer function without search_path: a temporary table stands in for the real one',
      sql: `create or replace function public.my_wallet() returns setof public.wallets
        language sql stable security definer reset search_path
        as $$ select * from wallets where owner = (select auth.uid()) $$;`,
      object: 'public.my_wallet()',
      verb: 'none',
      trial: {
        persona: 'guest',
        sql: `create temp table wallets as select auth.uid() as owner, 1000000 as balance;
          grant select on wallets to public;
          select from public.my_wallet()`,
      },
    },
    {
      id: 'invoker-made-definer',
      words: 'A function becomes SECURITY DEFINER, and its EXECUTE goes to all who are signed in',
      sql: `alter function public.wallet_count() security definer;
        grant execute on function public.wallet_count() to authenticated;`,
      object: 'public.wallet_count()',
      verb: 'execute',
      trial: { persona: 'guest', sql: 'select public.wallet_count()' },
    },
    {
      id: 'key-unchecked',
      words: 'The definer function that looked a row up by its key and its owner looks it up by its key',
      sql: `create or replace function public.receipt(receipt_id uuid) returns public.receipts
        language plpgsql security definer set search_path = '' as $$
        begin return (select r from public.receipts r where r.id = receipt_id); end $$;`,
      object: 'public.receipt()',
      verb: 'select',
      trial: { persona: 'bob', sql: `select from public.receipt('${receipt}') r where r.id is not null` },
    },
    {
      id: 'search-of-all',
      words: "The definer function that searches one's own rows searches all: `and` became `or`",
      sql: `create or replace function public.find_receipts(q text, most integer default 20) returns setof public.receipts
        language sql stable security definer set search_path = '' as $$
          select * from public.receipts where owner = (select auth.uid()) or words ilike '%' || q || '%' limit most $$;`,
      object: 'public.find_receipts()',
      verb: 'select',
      trial: { persona: 'bob', sql: `select from public.find_receipts('spark')` },
    },
    {
      id: 'list-unchecked',
      words: 'A definer function gives the rows of a list of keys as JSON, whosever they are',
      sql: `create or replace function public.receipts_of(ids uuid[]) returns jsonb
        language sql stable security definer set search_path = ''
        as $$ select jsonb_agg(r) from public.receipts r where r.id = any (ids) $$;`,
      object: 'public.receipts_of()',
      verb: 'select',
      trial: { persona: 'bob', sql: `select from jsonb_array_elements(public.receipts_of('{${receipt}}'))` },
    },
    {
      id: 'export-of-all',
      words: 'A definer function that does not promise to change nothing gives all as one JSON value',
      sql: `create or replace function public.my_receipts() returns jsonb
        language plpgsql security definer set search_path = ''
        as $$ begin return (select jsonb_agg(r) from public.receipts r); end $$;`,
      object: 'public.my_receipts()',
      verb: 'select',
      trial: { persona: 'bob', sql: 'select from jsonb_array_elements(public.my_receipts())' },
    },
  ],
};
