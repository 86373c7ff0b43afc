import type { CorrectSchema } from '../leak.ts';
import { alice, bob } from '../personas.ts';

export const ownEvents = `owner = (select auth.uid())`;

export const partitions: CorrectSchema = {
  id: 'partitions',
  words: 'A partitioned table, with row level security on every partition',
  exposure: 'auto',
  sql: `
    create table public.events (owner uuid not null, year integer not null, event text not null, primary key (owner, year))
      partition by list (year);
    create table public.events_2024 partition of public.events for values in (2024);
    create table public.events_2025 partition of public.events for values in (2025);
    alter table public.events enable row level security;
    alter table public.events_2024 enable row level security;
    alter table public.events_2025 enable row level security;
    create policy events_own on public.events for all to authenticated using (${ownEvents}) with check (${ownEvents});
    create policy events_2025_own on public.events_2025 for select to authenticated using (${ownEvents});`,
  rows: `
    insert into public.events values
      ('${alice}', 2024, 'a'), ('${alice}', 2025, 'b'), ('${bob}', 2024, 'c'), ('${bob}', 2025, 'd');`,
  intent: [
    { persona: 'anon', sql: 'select from public.events', reaches: 0 },
    { persona: 'alice', sql: 'select from public.events', reaches: 2 },
    { persona: 'alice', sql: 'select from public.events_2024', reaches: 0 },
    { persona: 'alice', sql: 'select from public.events_2025', reaches: 1 },
    { persona: 'bob', sql: 'delete from public.events', reaches: 2 },
    { persona: 'bob', sql: 'delete from public.events_2025', reaches: 0 },
  ],
  rewritten: `
    create table public.events_2026 (like public.events including all);
    alter table public.events_2026 enable row level security;
    revoke all on public.events_2026 from anon, authenticated, service_role;
    alter table public.events attach partition public.events_2026 for values in (2026);`,
};
