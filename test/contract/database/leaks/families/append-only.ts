import type { Family } from '../leak.ts';
import { alice } from '../personas.ts';
import { appendOnly } from '../schemas/append-only.ts';

const object = 'public.audit_log';

export const appendOnlyFamily: Family = {
  schema: appendOnly,
  leaks: [
    {
      id: 'history-rewritten',
      words: "UPDATE is granted with a policy for one's own lines: history can be rewritten",
      sql: `grant update on public.audit_log to authenticated;
        create policy audit_fix on public.audit_log for update to authenticated using (actor = (select auth.uid()));`,
      object,
      verb: 'update',
      trial: { persona: 'alice', sql: `update public.audit_log set event = 'x'` },
    },
    {
      id: 'forged-actor',
      words: "An insert policy that lets one write in another's name",
      sql: 'alter policy audit_add on public.audit_log with check ((select auth.uid()) is not null);',
      object,
      verb: 'insert',
      trial: { persona: 'bob', sql: `insert into public.audit_log (actor, event) values ('${alice}', 'x')` },
    },
    {
      id: 'references',
      words: 'REFERENCES is granted: a foreign key tells which rows there are',
      sql: 'grant references on public.audit_log to authenticated;',
      object,
      verb: 'none',
      trial: { persona: 'alice', sql: `select 1 where has_table_privilege('public.audit_log', 'references')` },
    },
    {
      id: 'sequence',
      words: 'The sequence is granted with UPDATE: numbers can be set back',
      sql: 'grant all on sequence public.audit_log_id_seq to anon;',
      object,
      verb: 'none',
      trial: { persona: 'anon', sql: `select setval('public.audit_log_id_seq', 1)` },
    },
    {
      id: 'free-sequence',
      words: 'A sequence of its own counts invoices, and anyone reads and sets it',
      sql: `create sequence public.invoice_no; grant all on sequence public.invoice_no to anon;`,
      object: 'sequence public.invoice_no',
      verb: 'none',
      trial: { persona: 'anon', sql: `select setval('public.invoice_no', 1)` },
    },
    {
      id: 'made-in-schema',
      words: 'Everyone with an account may make things in `public`, where functions look for theirs',
      sql: 'grant create on schema public to authenticated;',
      object: 'schema public',
      verb: 'none',
      trial: {
        persona: 'bob',
        sql: 'create function public.helper() returns int language sql as $$ select 1 $$; select 1',
      },
    },
    {
      id: 'member-of-owner',
      words: "A role becomes a member of the table's owner, whom no policy binds",
      sql: `grant create on schema public to leak_owner;
        alter table public.audit_log owner to leak_owner;
        revoke create on schema public from leak_owner;
        grant leak_owner to leak_analyst;`,
      undo: 'revoke leak_owner from leak_analyst;',
      object,
      verb: 'select',
      trial: { persona: 'analyst', sql: 'select from public.audit_log' },
    },
    {
      id: 'owner-without-force',
      words: 'A role of the API owns the table, and row level security is not forced',
      sql: `grant create on schema public to authenticated;
        alter table public.audit_log owner to authenticated;
        revoke create on schema public from authenticated;`,
      object,
      verb: 'select',
      trial: { persona: 'alice', sql: `select from public.audit_log where actor <> '${alice}'` },
    },
  ],
};
