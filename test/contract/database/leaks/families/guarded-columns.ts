import type { Family, Leak } from '../leak.ts';
import { guest } from '../personas.ts';
import { guard, guardedColumns, onCredits, onPlan, onVerified } from '../schemas/guarded-columns.ts';

const object = 'public.profiles';
const toPlan = { persona: 'bob', sql: `update public.profiles set plan = 'pro'` } as const;
const credited = `with u as (update public.profiles set credits = 99 returning credits) select from u where credits = 99`;

function change(id: string, words: string, sql: string, trial: Leak['trial']): Leak {
  return { id, words, sql, object, verb: 'update', trial };
}

export const guardedColumnsFamily: Family = {
  schema: guardedColumns,
  leaks: [
    change(
      'guard-forgets-plan',
      'The trigger forgets one of three columns',
      guard([onVerified, onCredits].join('\n')),
      toPlan,
    ),
    change(
      'guard-forgets-flag',
      'The trigger forgets the flag: everyone verifies himself',
      guard([onPlan, onCredits].join('\n')),
      {
        persona: 'bob',
        sql: 'update public.profiles set verified = true',
      },
    ),
    change(
      'guard-forgets-reset',
      'The trigger no longer sets a column back that it had quietly set back',
      guard([onPlan, onVerified].join('\n')),
      {
        persona: 'bob',
        sql: credited,
      },
    ),
    change(
      'guard-disabled',
      'The trigger is disabled for an import and stays so',
      'alter table public.profiles disable trigger guard_profile;',
      toPlan,
    ),
    change(
      'guard-of-columns',
      'The trigger is made anew, `before update of` two columns of three',
      `drop trigger guard_profile on public.profiles;
       create trigger guard_profile before update of verified, credits on public.profiles
         for each row execute function public.guard_profile();`,
      toPlan,
    ),
    change(
      'guard-when',
      'The trigger comes only `when` the name changes too',
      `drop trigger guard_profile on public.profiles;
       create trigger guard_profile before update on public.profiles for each row
         when (old.name is distinct from new.name) execute function public.guard_profile();`,
      toPlan,
    ),
    change(
      'guard-not-equal',
      '`<>` in a guard lets a null through, where the column takes one',
      `alter table public.profiles alter plan drop not null;
       ${guard([onPlan.replace('is distinct from', '<>'), onVerified, onCredits].join('\n'))}`,
      { persona: 'bob', sql: 'update public.profiles set plan = null' },
    ),
    change(
      'guard-by-user-metadata',
      'The guard lets those through who call themselves staff in user_metadata',
      guard(
        `if auth.jwt() -> 'user_metadata' ->> 'role' = 'staff' then return new; end if; ${[onPlan, onVerified, onCredits].join('\n')}`,
      ),
      toPlan,
    ),
    {
      id: 'insert-unguarded',
      words: 'INSERT of the whole table instead of three columns: a profile begins with any plan',
      sql: 'grant insert on public.profiles to authenticated;',
      object,
      verb: 'insert',
      trial: { persona: 'guest', sql: `insert into public.profiles (id, name, plan) values ('${guest}', 'x', 'pro')` },
    },
    {
      id: 'rule-beside',
      words: 'A rule on a view writes what the trigger of its table would have guarded',
      sql: `
        create table public.plans (id uuid primary key, plan text not null default 'free');
        alter table public.plans enable row level security;
        create view public.my_plan with (security_invoker = true) as select id, plan from public.profiles;
        create rule my_plan_change as on update to public.my_plan do instead
          insert into public.plans values (new.id, new.plan) on conflict (id) do update set plan = excluded.plan;
        grant select, update on public.my_plan to authenticated;`,
      object: 'public.my_plan',
      verb: 'update',
      trial: { persona: 'bob', sql: `update public.my_plan set plan = 'pro'; reset role; select from public.plans` },
    },
  ],
};
