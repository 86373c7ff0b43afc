import type { PlantedWay } from './way.ts';

/** Ways back that give the schema back, and not the rows. */
export const rowWays: readonly PlantedWay[] = [
  {
    words: 'a column that was dropped comes back empty',
    migration: 'alter table public.ideas drop column note;',
    down: 'alter table public.ideas add column note text;',
    state: 'schema-only',
    says: ['it gives the schema back, not the data: 6 rows of public.ideas changed in note'],
  },
  {
    words: 'a column comes back with its default in every row',
    migration: 'alter table public.ideas drop column meta;',
    down: `alter table public.ideas add column meta jsonb default '{}';`,
    state: 'schema-only',
    says: ['6 rows of public.ideas changed in meta'],
  },
  {
    words: 'a table that was dropped comes back empty',
    migration: 'drop table public.remarks;',
    down: 'create table public.remarks (id int primary key, idea bigint references public.ideas (id), body text not null);',
    state: 'schema-only',
    says: ['of public.remarks lost'],
  },
  {
    words: 'values that were written over stay so',
    migration: `update public.ideas set status = 'published' where status = 'approved';`,
    down: `update public.ideas set status = 'published' where status = 'approved';`,
    state: 'schema-only',
    says: ['1 row of public.ideas changed in status'],
  },
  {
    words: 'values are written back to more rows than they were taken from',
    migration: `update public.ideas set status = 'approved' where status = 'draft';`,
    down: `update public.ideas set status = 'draft' where status = 'approved';`,
    state: 'schema-only',
    says: ['1 row of public.ideas changed in status'],
  },
  {
    words: 'a type is narrowed, and what does not fit is cut',
    migration: 'alter table public.ideas alter column note type varchar(4) using left(note, 4);',
    down: 'alter table public.ideas alter column note type text;',
    state: 'schema-only',
    says: ['public.ideas changed in note'],
  },
  {
    words: 'rows that were inserted stay',
    migration: `insert into public.ideas (id, title) values (2001, 'new');`,
    down: `delete from public.ideas where id = 2002;`,
    state: 'not-given-back',
    says: ['1 row left in public.ideas that were not there before'],
  },
  {
    words: 'more rows are deleted than were inserted',
    migration: `insert into public.remarks (id, body) values (2001, 'new');`,
    down: 'delete from public.remarks;',
    state: 'schema-only',
    says: ['of public.remarks lost'],
  },
  {
    words: 'rows of another table go with a CASCADE',
    migration: `insert into public.ideas (id, title) values (2001, 'new');`,
    down: `truncate public.ideas cascade;`,
    state: 'schema-only',
    says: ['of public.ideas lost', 'of public.remarks lost'],
  },
];
