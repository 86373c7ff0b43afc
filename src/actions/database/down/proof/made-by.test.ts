import { expect, it } from 'vitest';
import { parseSql } from '../../sql/parse.ts';
import { madeBy, mentions } from './made-by.ts';

const sql = `create table public.ideas (id int);
alter table public.ideas enable row level security;
create policy "owners read" on public.ideas using (true);
create index ideas_id on public.ideas (id);
grant select on public.ideas to anon;`;

it.each([
  ['table public.ideas', 1],
  ['row level security public.ideas', 2],
  ['policy "owners read" on public.ideas', 3],
  ['index public.ideas_id', 4],
  ['privileges on table public.ideas to anon', 5],
])('%s is by line %i', async (object, line) => {
  expect(madeBy(object, (await parseSql(sql)).statements)).toMatch(new RegExp(`^line ${line}: `));
});

it('what no statement names is by none', async () => {
  expect(madeBy('table public.idea', (await parseSql(sql)).statements)).toBeUndefined();
});

it.each([
  ['alter table ideas_more add column ideas int', true],
  ['update PUBLIC.Ideas set id = 1', true],
  ['select * from ideas_more, my_ideas', false],
])('whether a statement names a table: %s', (text, does) => expect(mentions(text, 'public.ideas')).toBe(does));
