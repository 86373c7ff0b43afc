import type { Family, Leak } from '../leak.ts';
import { alice } from '../personas.ts';
import { accountOfAlice, accountOfBob, definerActions, head } from '../schemas/definer-actions.ts';

/** A call, and what shows that it has reached somebody else's rows: asked by the owner of the tables, after it. */
const then = (call: string, shows: string) => `${call}; reset role; ${shows}`;
const sql = `language sql stable security definer set search_path = ''`;

function action(id: string, words: string, object: string, verb: Leak['verb'], made: string, trial: string): Leak {
  return { id, words, sql: made, object: `public.${object}()`, verb, trial: { persona: 'bob', sql: trial } };
}

export const definerActionsFamily: Family = {
  schema: definerActions,
  leaks: [
    action(
      'void-update',
      "A function that returns nothing closes anyone's account",
      'close_account',
      'update',
      `create or replace function public.close_account(account_id uuid) returns void ${head} as $$
        begin update public.accounts set closed = true where id = account_id; end $$;`,
      then(`select public.close_account('${accountOfAlice}')`, `select from public.accounts where closed`),
    ),
    action(
      'void-delete',
      "A function that returns nothing and takes nothing deletes everyone's letters",
      'forget_letters',
      'update',
      `create or replace function public.forget_letters() returns void ${head} as $$ begin delete from public.letters; end $$;`,
      then(
        'select public.forget_letters()',
        `select where not exists (select from public.letters where owner = '${alice}')`,
      ),
    ),
    action(
      'void-insert',
      "A function that returns nothing writes in anyone's name",
      'write_letter',
      'insert',
      `create or replace function public.write_letter(body text) returns void ${head} as $$
        begin insert into public.letters (owner, body) select distinct a.owner, write_letter.body from public.accounts a; end $$;`,
      then(`select public.write_letter('x')`, `select from public.letters where owner = '${alice}' and body = 'x'`),
    ),
    action(
      'transfer-from-anyone',
      "Two arguments: whose is taken from is no longer asked, and the other is one's own",
      'transfer',
      'update',
      `create or replace function public.transfer(from_account uuid, to_account uuid, amount integer) returns void ${head} as $$
        begin
          if not exists (select from public.accounts where id in (from_account, to_account) and owner = auth.uid()) then
            raise exception 'neither is your account';
          end if;
          update public.accounts set balance = balance - amount where id = from_account and owner <> auth.uid();
        end $$;`,
      then(
        `select public.transfer('${accountOfAlice}', '${accountOfBob}', 5)`,
        `select from public.accounts where owner = '${alice}' and balance < 10`,
      ),
    ),
    action(
      'put-together',
      "A statement that is put together changes anyone's row, and the function says only how many",
      'close_account',
      'update',
      `drop function public.close_account(uuid);
       create function public.close_account(account_id uuid) returns integer ${head} as $$
        declare many integer;
        begin
          execute format('update public.%I set closed = true where id = $1', 'acc' || 'ounts') using account_id;
          get diagnostics many = row_count;
          return many;
        end $$;`,
      then(
        `select public.close_account('${accountOfAlice}')`,
        `select from public.accounts where owner = '${alice}' and closed`,
      ),
    ),
    action(
      'left-out-gives-all',
      'An argument that is left out stands for everyone',
      'letters_of',
      'select',
      `create or replace function public.letters_of(whose uuid default null) returns setof public.letters ${sql}
        as $$ select * from public.letters where (whose is null or (owner = whose and owner = auth.uid())) $$;`,
      'select from public.letters_of()',
    ),
    action(
      'default-trusted',
      'An argument whose default is oneself takes anyone',
      'letters_of',
      'select',
      `create or replace function public.letters_of(whose uuid default auth.uid()) returns setof public.letters ${sql}
        as $$ select * from public.letters where owner = whose $$;`,
      `select from public.letters_of('${alice}')`,
    ),
    action(
      'flag-for-all',
      'A flag that is false when left out shows everything when set',
      'list_accounts',
      'select',
      `create or replace function public.list_accounts(everyone boolean default false, label text default '')
        returns setof public.accounts ${sql} as $$ select * from public.accounts a where everyone or a.owner = auth.uid() $$;`,
      'select from public.list_accounts(true)',
    ),
    action(
      'word-for-all',
      'A word in the code opens everything',
      'list_accounts',
      'select',
      `create or replace function public.list_accounts(everyone boolean default false, label text default '')
        returns setof public.accounts ${sql}
        as $$ select * from public.accounts a where a.owner = auth.uid() or list_accounts.label = 'debug' $$;`,
      `select from public.list_accounts(label => 'debug')`,
    ),
    action(
      'procedure-update',
      "A procedure renames anyone's account",
      'rename_account',
      'update',
      `create or replace procedure public.rename_account(account_id uuid, new_label text) ${head} as $$
        begin update public.accounts set label = new_label where id = account_id; end $$;`,
      then(
        `call public.rename_account('${accountOfAlice}', 'x')`,
        `select from public.accounts where owner = '${alice}' and label = 'x'`,
      ),
    ),
    action(
      'procedure-granted',
      'A procedure for the service is made anew, and with it its EXECUTE for PUBLIC',
      'reopen_all',
      'execute',
      `drop procedure public.reopen_all(integer);
       create procedure public.reopen_all(inout done integer default 0) ${head} as $$
        begin update public.accounts set closed = false; get diagnostics done = row_count; end $$;`,
      'call public.reopen_all(); select 1',
    ),
    action(
      'helper-writes',
      'The function is the same; the one that it calls no longer asks whose it is',
      'forget_letters',
      'update',
      `create function public.really_forget() returns void ${head} as $$ begin delete from public.letters; end $$;
       revoke execute on function public.really_forget() from public;
       create or replace function public.forget_letters() returns void ${head} as $$ begin perform public.really_forget(); end $$;`,
      then(
        'select public.forget_letters()',
        `select where not exists (select from public.letters where owner = '${alice}')`,
      ),
    ),
  ],
};
