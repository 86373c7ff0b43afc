import type { PlantedWay } from './way.ts';

const tags = 'create table public.tags (id int primary key);';

/** Ways back that cannot be run, or after which there is no way forward. */
export const fileWays: readonly PlantedWay[] = [
  { words: 'there is none', migration: tags, state: 'missing', says: ['it has no way back: write supabase/down/'] },
  {
    words: 'it has no statement',
    migration: tags,
    down: '-- drop table public.tags;\n',
    state: 'refused',
    says: ['is empty', 'no statement'],
  },
  {
    words: 'a syntax error in the middle',
    migration: tags,
    down: 'drop table public.tags;\ndrop tabel public.more;\nselect 1;',
    state: 'refused',
    says: ['a syntax error in line 2'],
  },
  {
    words: 'a command of psql',
    migration: tags,
    down: '\\echo going back\ndrop table public.tags;',
    state: 'refused',
    says: ['a command of psql in line 1'],
  },
  {
    words: '`COPY … FROM stdin` with its rows',
    migration: 'delete from public.remarks;',
    down: 'copy public.remarks (id, body) from stdin;\n1\ta\n\\.\n',
    state: 'refused',
    says: ['COPY … FROM stdin in line 1'],
  },
  {
    words: 'a `COMMIT` in the middle',
    migration: tags,
    down: 'drop table public.tags;\ncommit;\nselect 1;',
    state: 'refused',
    says: ['a transaction of its own in line 2'],
  },
  {
    words: 'an index that is dropped concurrently beside something else',
    migration: 'create index ideas_title on public.ideas (title);\ngrant insert on public.ideas to authenticated;',
    down: 'drop index concurrently public.ideas_title;\nrevoke insert on public.ideas from authenticated;',
    state: 'refused',
    says: ['a statement that runs in no transaction in line 1'],
  },
  {
    words: 'the wrong order: something still needs what is dropped',
    migration:
      "create type public.size as enum ('small');\ncreate table public.tags (id int primary key, size public.size);",
    down: 'drop type public.size;\ndrop table public.tags;',
    state: 'fails',
    says: [
      'fails at statement 1 (line 1: drop type public.size)',
      'other objects depend on it',
      'nothing of it was kept',
    ],
  },
  {
    words: 'it needs rights that nobody has on a project of Supabase',
    migration: tags,
    down: 'drop table public.tags;\nalter table auth.users drop column phone;',
    state: 'fails',
    says: ['fails at statement 2 (line 2', 'must be owner of'],
  },
  {
    words: 'what cannot be seen stays, and the migration does not run again',
    migration: 'select lo_create(4242);',
    down: 'select 1;',
    state: 'not-again',
    says: ['it cannot be applied again after its way back, at statement 1 (line 1: select lo_create(4242))'],
  },
  {
    words: 'it takes the history of other migrations with it',
    migration: tags,
    down: 'drop table public.tags;\ntruncate supabase_migrations.schema_migrations;',
    state: 'not-again',
    says: ['it cannot be applied again after its way back'],
  },
  {
    words: 'the migration says that it is irreversible, and not why',
    migration: '-- irreversible:\ndrop table public.remarks;',
    state: 'refused',
    says: ['it says that it is irreversible and not why'],
  },
];
