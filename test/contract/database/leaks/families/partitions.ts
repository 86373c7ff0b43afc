import type { Family } from '../leak.ts';
import { alice, bob } from '../personas.ts';
import { partitions } from '../schemas/partitions.ts';

export const partitionsFamily: Family = {
  schema: partitions,
  leaks: [
    {
      id: 'partition-without-rls',
      words: 'A new partition has no row level security of its own',
      sql: `create table public.events_2026 partition of public.events for values in (2026);
        insert into public.events values ('${alice}', 2026, 'x');`,
      object: 'public.events_2026',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.events_2026' },
    },
    {
      id: 'partition-disabled',
      words: 'Row level security is switched off on one partition',
      sql: 'alter table public.events_2024 disable row level security;',
      object: 'public.events_2024',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.events_2024' },
    },
    {
      id: 'partition-policy',
      words: "The policy of a partition is wider than its parent's",
      sql: `alter policy events_2025_own on public.events_2025 using (year = 2025);`,
      object: 'public.events_2025',
      verb: 'select',
      trial: { persona: 'bob', sql: `select from public.events_2025 where owner <> '${bob}'` },
    },
    {
      id: 'partition-detached',
      words: 'A partition is detached, and keeps its grants without row level security',
      sql: `alter table public.events detach partition public.events_2024;
        alter table public.events_2024 rename to events_archive;
        alter table public.events_archive disable row level security;`,
      object: 'public.events_archive',
      verb: 'select',
      trial: { persona: 'anon', sql: 'select from public.events_archive' },
    },
  ],
};
