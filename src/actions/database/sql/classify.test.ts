import { describe, expect, it } from 'vitest';
import { classify } from './classify.ts';
import { freshIn } from './fresh.ts';
import { parseSql } from './parse.ts';

it.each([
  ['create table b (id int)', 'additive'],
  ['create policy p on a for select using (true)', 'additive'],
  ['grant select on a to anon', 'additive'],
  ['insert into a values (1)', 'additive'],
  ['alter table a add b text', 'additive'],
  ["alter table a add b text not null default 'x'", 'additive'],
  ['alter table a add b timestamptz not null default now()', 'additive'],
  ['alter table a validate constraint c', 'additive'],
  ["select set_config('search_path', '', false)", 'additive'],
  ["comment on table a is 'x'", 'additive'],
  ['create index on a (b)', 'locking'],
  ['alter table a add check (b > 0)', 'locking'],
  ['alter table a alter b set not null', 'locking'],
  ['alter table a add b text not null', 'locking'],
  ['alter table a enable row level security', 'locking'],
  ['alter table a rename to b', 'locking'],
  ['create trigger t after insert on a execute function f()', 'locking'],
  ['drop policy p on a', 'locking'],
  ['lock table a', 'locking'],
  ['alter table a alter b type bigint', 'rewriting'],
  ['alter table a add b uuid default gen_random_uuid()', 'rewriting'],
  ['alter table a add b serial', 'rewriting'],
  ['alter table a add b int generated always as (id + 1) stored', 'rewriting'],
  ['update a set b = 1', 'rewriting'],
  ['refresh materialized view m', 'rewriting'],
  ['alter table a add c text, drop b', 'destructive'],
  ['drop table a', 'destructive'],
  ['drop schema s cascade', 'destructive'],
  ['truncate a', 'destructive'],
  ['delete from a', 'destructive'],
  ['with gone as (delete from a returning *) select * from gone', 'destructive'],
  ['create index concurrently on a (b)', 'non-transactional'],
  ['drop index concurrently i', 'non-transactional'],
  ['reindex (concurrently) table a', 'non-transactional'],
  ['vacuum a', 'non-transactional'],
  ['alter table a detach partition b concurrently', 'non-transactional'],
  ['refresh materialized view concurrently m', 'non-transactional'],
  ['do $$ begin end $$', 'unclear'],
  ['call p()', 'unclear'],
  ["select cron.schedule('a', 'b', 'c')", 'unclear'],
])('%s is %s', async (sql, kind) => {
  const [statement] = (await parseSql(sql)).statements;
  expect(statement && classify(statement.node, new Set(['public.fresh']))).toBe(kind);
});

describe.each(['create table fresh ()', 'create table if not exists fresh ()'])('after `%s`', (making) => {
  const kindOf = async (sql: string, there: readonly string[]) => {
    const [made, statement] = (await parseSql(`${making}; ${sql}`)).statements;
    const name = made && freshIn(made.node, new Set(there));
    return statement && classify(statement.node, new Set(name === undefined ? [] : [name]));
  };
  it.each([
    ['create index on fresh (b)', 'locking'],
    ['alter table public.fresh drop b', 'destructive'],
    ['drop policy if exists p on fresh', 'locking'],
    ['drop trigger t on public.fresh', 'locking'],
    ['drop table fresh', 'destructive'],
  ] as const)('%s', async (sql, otherwise) => {
    expect(await kindOf(sql, [])).toBe('additive');
    expect(await kindOf(sql, ['public.fresh'])).toBe(otherwise);
  });
});
