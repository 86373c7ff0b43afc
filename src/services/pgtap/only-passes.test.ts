import { expect, it } from 'vitest';
import { onlyPasses } from './only-passes.ts';

const whole = (...lines: string[]) => ['begin;', ...lines, 'select * from finish();', 'rollback;'].join('\n');

it.each([
  whole('select plan(1);', `select pass('nothing');`),
  whole('SELECT plan(2); -- two', `SELECT extensions.pass('select from where');`, 'select pass();'),
  whole('select plan(1);', `select ok(true, 'fine');`),
  whole('select plan(3);', `select is(1 + 1, 2, 'sum');`, `select isnt('a'::text, 'b');`, `select cmp_ok(2, '>', 1);`),
  whole('select plan(1);', `select extensions.ok(not false and 1 = 1);`),
  whole('\\set ON_ERROR_STOP on', 'set local search_path = public;', 'select * from no_plan();', `select pass($$x$$);`),
])('says nothing but `pass`: %s', (sql) => {
  expect(onlyPasses(sql)).toBe(true);
});

it.each([
  '',
  whole('select plan(0);'),
  whole('select plan(2);', `select pass('a');`, `select is(current_user, 'postgres', 'me');`),
  whole('select plan(1);', `select ok(public.is_open());`),
  whole('select plan(1);', `select has_table('public', 'notes', 'there');`),
  whole('select plan(1);', 'insert into public.notes values (2);', `select pass('notes are taken');`),
  whole('select plan(1);', `select pass('a note') from public.notes;`),
  whole('select plan(1);', `select pass((select body from public.notes));`),
  whole('select plan(2);', `select pass('a');`, '\\ir more.sql'),
])('says something, or nothing at all: %s', (sql) => {
  expect(onlyPasses(sql)).toBe(false);
});
