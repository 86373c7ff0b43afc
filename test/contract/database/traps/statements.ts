import type { PlantedTrap } from './trap.ts';

const one = '20250101000000_one.sql';
const two = '20250102000000_two.sql';
const base = 'create table one (id int primary key);\ninsert into one values (1), (2);\n';
const parts =
  'create table parent (id int) partition by list (id);\ncreate table part partition of parent for values in (1);\n';

function trap(words: string, sql: string, rest: Omit<PlantedTrap, 'words' | 'files' | 'dryRun'>): PlantedTrap {
  return { words, files: { [two]: sql }, before: { [one]: base }, dryRun: 'goes through', ...rest };
}

/** In one file: what the CLI cannot run, or runs otherwise than it is meant. */
export const statementTraps: readonly PlantedTrap[] = [
  trap('a syntax error in the middle', 'create table two (id int);\n\ncreate tabel three (id int);\n', {
    push: 'fails',
    code: 'database.syntax',
    line: 3,
  }),
  trap(
    'what only running it tells: a column that is not there',
    'create table two (id int);\nselect more from one;\n',
    {
      push: 'fails',
      code: 'database.shadow-failed',
      line: 2,
    },
  ),
  trap('`LOCK TABLE`', 'create table two (id int);\nlock table one;\n', {
    push: 'fails',
    code: 'database.unsupported-statement',
    line: 2,
  }),
  trap('`SAVEPOINT`', 'create table two (id int);\nsavepoint here;\n', {
    push: 'fails',
    code: 'database.unsupported-statement',
    line: 2,
  }),
  trap(
    '`DETACH PARTITION CONCURRENTLY` after another statement',
    'create table two (id int);\nalter table parent detach partition part concurrently;\n',
    { before: { [one]: parts }, push: 'fails', code: 'database.unsupported-statement', line: 2 },
  ),
  trap('`COPY … FROM stdin` with its rows', 'create table two (id int);\ncopy two from stdin;\n1\n2\n\\.\n', {
    push: 'fails',
    code: 'database.copy-from-stdin',
    line: 2,
  }),
  trap('a command of psql, as dumps begin with', '\\restrict abc\n\ncreate table two (id int);\n', {
    push: 'fails',
    code: 'database.psql-command',
    line: 1,
  }),
  trap(
    'an enum value that is added and used',
    "alter type mood add value 'fine';\ncreate table two (m mood default 'fine');\n",
    {
      before: { [one]: "create type mood as enum ('sad');" },
      push: 'fails',
      code: 'database.enum-value-used',
      line: 2,
    },
  ),
  {
    ...trap(
      '`SET ROLE` to one who may write history: the next file runs as he',
      'set role keeper;\ncreate table two (id int);\n',
      {
        push: 'goes through',
        code: 'database.leaking-role',
        line: 1,
      },
    ),
    byHand: `create role keeper; grant keeper to postgres; grant usage, create on schema public to keeper;
      grant usage on schema supabase_migrations to keeper; grant all on supabase_migrations.schema_migrations to keeper;`,
  },
  trap('`SET ROLE` to one who may not', 'set role anon;\nselect 1;\n', {
    push: 'fails',
    code: 'database.leaking-role',
    line: 1,
  }),
  trap('`SET LOCAL ROLE`, which history is written under', 'set local role anon;\nselect 1;\n', {
    push: 'fails',
    code: 'database.leaking-role',
    line: 1,
  }),
  trap(
    'an index that is made concurrently in a file with more: what ran before it stays',
    'create table two (id int);\ninsert into two values (1), (1);\ncreate unique index concurrently two_id on two (id);\n',
    { push: 'fails', code: 'database.not-atomic', line: 3 },
  ),
  trap('a `COMMIT` in the middle: what ran before it stays', 'create table two (id int);\ncommit;\nselect 1 / 0;\n', {
    push: 'fails',
    code: 'database.not-atomic',
    line: 2,
  }),
  trap('`BEGIN` and `COMMIT` around a file', 'begin;\ncreate table two (id int);\ncommit;\n', {
    push: 'goes through',
    code: 'database.own-transaction',
    warns: true,
  }),
];
