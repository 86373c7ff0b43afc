import type { CorrectSchema } from '../leak.ts';
import { alice, bob, guest } from '../personas.ts';

/** The trigger function, with what it does for those who are not the service. */
export function guard(body: string): string {
  return `create or replace function public.guard_profile() returns trigger language plpgsql set search_path = '' as $$
    begin
      if auth.role() = 'service_role' then return new; end if;
      ${body}
      return new;
    end $$;`;
}

export const onPlan = `if new.plan is distinct from old.plan then raise exception 'the plan is for the service'; end if;`;
export const onVerified = `if new.verified <> old.verified then raise exception 'nobody verifies himself'; end if;`;
export const onCredits = 'new.credits := old.credits;';

export const guardedColumns: CorrectSchema = {
  id: 'guarded-columns',
  words: 'A profile that everyone changes himself, but for columns that a trigger guards one by one',
  exposure: 'explicit',
  sql: `
    create table public.profiles (
      id uuid primary key,
      name text not null,
      about text,
      plan text not null default 'free',
      credits integer not null default 0,
      verified boolean not null default false
    );
    alter table public.profiles enable row level security;
    grant select on public.profiles to authenticated;
    grant insert (id, name, about), update (name, about, plan, credits, verified) on public.profiles to authenticated;
    grant all on public.profiles to service_role;
    create policy profiles_read on public.profiles for select to authenticated using (id = (select auth.uid()));
    create policy profiles_add on public.profiles for insert to authenticated with check (id = (select auth.uid()));
    create policy profiles_change on public.profiles for update to authenticated
      using (id = (select auth.uid())) with check (id = (select auth.uid()));
    ${guard([onPlan, onVerified, onCredits].join('\n'))}
    create trigger guard_profile before update on public.profiles for each row execute function public.guard_profile();`,
  rows: `insert into public.profiles (id, name, credits) values ('${alice}', 'alice', 5), ('${bob}', 'bob', 5);`,
  intent: [
    { persona: 'bob', sql: `update public.profiles set name = 'x'`, reaches: 1 },
    { persona: 'bob', sql: `update public.profiles set plan = 'pro'`, reaches: 'error P0001' },
    { persona: 'bob', sql: `update public.profiles set verified = true`, reaches: 'error P0001' },
    { persona: 'service', sql: `update public.profiles set verified = true`, reaches: 2 },
    {
      persona: 'bob',
      sql: `with u as (update public.profiles set credits = 99 returning credits) select from u where credits = 99`,
      reaches: 0,
    },
    { persona: 'guest', sql: `insert into public.profiles (id, name) values ('${guest}', 'x')`, reaches: 1 },
    {
      persona: 'guest',
      sql: `insert into public.profiles (id, name, plan) values ('${guest}', 'x', 'pro')`,
      reaches: 'refused',
    },
  ],
  rewritten: `
    create or replace function public.guard_profile() returns trigger language plpgsql set search_path = '' as $$
    begin
      if auth.role() <> 'service_role' and (new.plan, new.verified) is distinct from (old.plan, old.verified) then
        raise exception 'that is for the service';
      end if;
      if auth.role() <> 'service_role' then new.credits = old.credits; end if;
      return new;
    end $$;`,
};
