import type { PlantedTrap } from './trap.ts';

const one = 'create table one (id int primary key);\n';

/** Between the files and what the environment has had. */
export const historyTraps: readonly PlantedTrap[] = [
  {
    words: 'two files with one version',
    files: { '20250101000000_one.sql': one, '20250101000000_two.sql': 'create table two (id int);' },
    dryRun: 'goes through',
    push: 'fails',
    code: 'database.duplicate-version',
  },
  {
    words: 'a rollback file among the migrations of a fresh database',
    files: { '20250101000000_one.sql': one, '20250101000000_one.rollback.sql': 'drop table one;' },
    dryRun: 'goes through',
    push: 'fails',
    code: 'database.rollback-file',
  },
  {
    words: 'a rollback file beside what the environment has had',
    before: { '20250101000000_one.sql': one },
    files: { '20250101000000_one.rollback.sql': 'drop table one;' },
    dryRun: 'goes through',
    push: 'fails',
    code: 'database.rollback-file',
  },
  {
    words: 'a file that was edited after it was applied',
    before: { '20250101000000_one.sql': one },
    files: { '20250101000000_one.sql': 'create table one (id int primary key, more text);\n' },
    dryRun: 'goes through',
    push: 'goes through',
    code: 'database.edited-after-apply',
  },
  {
    words: 'a file that is older than what the environment has had last',
    before: { '20250102000000_two.sql': 'create table two (id int);' },
    files: { '20250101000000_one.sql': one },
    dryRun: 'refuses',
    push: 'refuses',
    code: 'database.out-of-order',
  },
  {
    words: 'a version that the environment has had and no file has',
    before: { '20250101000000_one.sql': one },
    files: { '20250101000000_one.sql': '', '20250102000000_two.sql': 'create table two (id int);' },
    dryRun: 'refuses',
    push: 'refuses',
    code: 'database.remote-only',
  },
  {
    words: 'tables without a history',
    byHand: one,
    files: { '20250101000000_one.sql': one },
    dryRun: 'goes through',
    push: 'fails',
    code: 'database.no-history',
  },
  {
    words: 'a file whose name is no migration’s',
    files: { 'one.sql': one, '20250102000000_two.sql': 'create table two (id int);' },
    dryRun: 'goes through',
    push: 'goes through',
    code: 'database.skipped-file',
    warns: true,
  },
  {
    words: 'files in a folder of the folder',
    files: { 'later/20250101000000_one.sql': one, '20250102000000_two.sql': 'create table two (id int);' },
    dryRun: 'goes through',
    push: 'goes through',
    code: 'database.skipped-file',
    warns: true,
  },
];
