import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const accountOfAlice = '00000000-0000-4000-8000-0000000000b1';
export const accountOfBob = '00000000-0000-4000-8000-0000000000b2';
export const head = `language plpgsql security definer set search_path = ''`;

export const definerActions: CorrectSchema = {
  id: 'definer-actions',
  words:
    'Closed tables behind functions that return nothing and change rows, procedures, and arguments that may be left out',
  exposure: 'explicit',
  sql: `
    create table public.accounts (id uuid primary key, owner uuid not null, label text not null, balance integer not null default 0,
      closed boolean not null default false);
    create table public.letters (id bigint generated always as identity primary key, owner uuid not null, body text not null);
    alter table public.accounts enable row level security;
    alter table public.letters enable row level security;
    create function public.close_account(account_id uuid) returns void ${head} as $$
      begin update public.accounts set closed = true where id = account_id and owner = auth.uid(); end $$;
    create function public.forget_letters() returns void ${head} as $$
      begin delete from public.letters where owner = auth.uid(); end $$;
    create function public.write_letter(body text) returns void ${head} as $$
      begin insert into public.letters (owner, body) values (auth.uid(), write_letter.body); end $$;
    create function public.transfer(from_account uuid, to_account uuid, amount integer) returns void ${head} as $$
      begin
        update public.accounts set balance = balance - amount where id = from_account and owner = auth.uid();
        if not found then raise exception 'that is not your account'; end if;
        update public.accounts set balance = balance + amount where id = to_account;
      end $$;
    create function public.letters_of(whose uuid default null) returns setof public.letters
      language sql stable security definer set search_path = '' as $$
        select * from public.letters where owner = auth.uid() and (whose is null or owner = whose) $$;
    create function public.list_accounts(everyone boolean default false, label text default '') returns setof public.accounts
      language sql stable security definer set search_path = '' as $$
        select * from public.accounts a where a.owner = auth.uid() and (not everyone or a.owner = auth.uid()) $$;
    create procedure public.rename_account(account_id uuid, new_label text) ${head} as $$
      begin update public.accounts set label = new_label where id = account_id and owner = auth.uid(); end $$;
    create procedure public.reopen_all(inout done integer default 0) ${head} as $$
      begin update public.accounts set closed = false; get diagnostics done = row_count; end $$;
    revoke execute on all routines in schema public from public;
    grant execute on function public.close_account(uuid), public.forget_letters(), public.write_letter(text),
      public.transfer(uuid, uuid, integer), public.letters_of(uuid), public.list_accounts(boolean, text) to authenticated;
    grant execute on procedure public.rename_account(uuid, text) to authenticated;
    grant execute on procedure public.reopen_all(integer) to service_role;`,
  rows: `
    insert into public.accounts values ('${accountOfAlice}', '${alice}', 'of alice', 10), ('${accountOfBob}', '${bob}', 'of bob', 10);
    insert into public.letters (owner, body) values ('${alice}', 'of alice'), ('${bob}', 'of bob');`,
  intent: [
    { persona: 'anon', sql: `select public.forget_letters()`, reaches: 'refused' },
    { persona: 'bob', sql: 'select from public.letters_of()', reaches: 1 },
    { persona: 'bob', sql: `select from public.letters_of('${alice}')`, reaches: 0 },
    { persona: 'bob', sql: `select from public.list_accounts(true)`, reaches: 1 },
    {
      persona: 'bob',
      sql: `select public.transfer('${accountOfAlice}', '${accountOfBob}', 5)`,
      reaches: 'error P0001',
    },
    { persona: 'bob', sql: `call public.reopen_all()`, reaches: 'refused' },
  ],
  rewritten: `
    create or replace function public.close_account(account_id uuid) returns void
      language sql security definer set search_path = '' as $$
      update public.accounts set closed = true where owner = (select auth.uid()) and id = account_id $$;
    create or replace procedure public.rename_account(account_id uuid, new_label text)
      language sql security definer set search_path = '' as $$
      update public.accounts set label = new_label where owner = auth.uid() and id = account_id $$;`,
};
