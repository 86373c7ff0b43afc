import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const appendOnly: CorrectSchema = {
  id: 'append-only',
  words: 'A log that everyone with an account adds to in his own name, and no one changes',
  exposure: 'explicit',
  sql: `
    create table public.audit_log (
      id bigserial primary key,
      actor uuid not null,
      event text not null
    );
    alter table public.audit_log enable row level security;
    grant select, insert on public.audit_log to authenticated, service_role;
    grant usage on sequence public.audit_log_id_seq to authenticated, service_role;
    create policy audit_read on public.audit_log for select to authenticated using (actor = (select auth.uid()));
    create policy audit_add on public.audit_log for insert to authenticated with check (actor = (select auth.uid()));`,
  rows: `insert into public.audit_log (actor, event) values ('${alice}', 'came'), ('${bob}', 'went');`,
  intent: [
    { persona: 'anon', sql: 'select from public.audit_log', reaches: 'refused' },
    { persona: 'alice', sql: 'select from public.audit_log', reaches: 1 },
    { persona: 'alice', sql: `insert into public.audit_log (actor, event) values ('${alice}', 'x')`, reaches: 1 },
    { persona: 'alice', sql: `insert into public.audit_log (actor, event) values ('${bob}', 'x')`, reaches: 'refused' },
    { persona: 'alice', sql: `update public.audit_log set event = 'x'`, reaches: 'refused' },
    { persona: 'service', sql: 'delete from public.audit_log', reaches: 'refused' },
  ],
  rewritten: `
    create index audit_log_actor_idx on public.audit_log (actor);
    alter policy audit_read on public.audit_log rename to audit_read_own;
    revoke all on public.audit_log from anon;`,
};
