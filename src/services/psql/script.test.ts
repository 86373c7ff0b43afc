import { expect, it } from 'vitest';
import { firstWords, stepsOf } from './script.ts';
import { argumentsOf, textOf } from './variables.ts';

const none = new Map<string, string>();

function split(sql: string): readonly string[] {
  return [...stepsOf(sql)].map((step) => (step.kind === 'statement' ? textOf(step.tokens, none) : step.text));
}

it.each<[string, string, string[]]>([
  ['semicolons', 'select 1; ;; select 2', ['select 1', 'select 2']],
  [
    'strings',
    `select 'a;b', 'it''s;', e'\\';', "x;y"; select 2`,
    [`select 'a;b', 'it''s;', e'\\';', "x;y"`, 'select 2'],
  ],
  ['a word before a quotation is no escape', `select type'a\\'; select 2`, [`select type'a\\'`, 'select 2']],
  ['dollar quotes', 'do $x$ a; $$ ; $x$; select $1', ['do $x$ a; $$ ; $x$', 'select $1']],
  ['a dollar in a name', 'select a$b; select c$b', ['select a$b', 'select c$b']],
  ['comments', '-- a; b\nselect /* ; /* ; */ */ 1; -- end', ['select /* ; /* ; */ */ 1']],
  ['parentheses', 'create rule r as on update to t do (a; b); c', ['create rule r as on update to t do (a; b)', 'c']],
  [
    'a body of SQL',
    'create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end; select 3',
    [
      'create or replace function f() returns int begin atomic select case when true then 1 end; select 2; end',
      'select 3',
    ],
  ],
  ['begin is a statement of its own elsewhere', 'begin; select 1; end;', ['begin', 'select 1', 'end']],
  [
    'backslash commands',
    '\\set x 1\nselect 1; \\echo hi; there\nselect 2',
    ['\\set x 1', 'select 1', '\\echo hi; there', 'select 2'],
  ],
  ['a quotation that does not end', `select 1; select 'a; commit`, ['select 1', `'a; commit`]],
  ['a dollar quote that does not end', 'do $$ a; b', ['$$ a; b']],
  ['a comment that does not end', '/* a; /* b */', ['/* a; /* b */']],
])('splits at %s', (_, sql, expected) => {
  expect(split(sql)).toEqual(expected);
});

it('knows the line of each, and which commands stand inside a statement', () => {
  const steps = [...stepsOf('\n-- a\nselect\n1;\n\nselect 2 \\gset\n')];
  expect(steps.map(({ kind, line }) => [kind, line])).toEqual([
    ['statement', 3],
    ['meta', 6],
    ['statement', 6],
  ]);
  expect(steps[1]).toMatchObject({ isInside: true });
});

it('puts variables in where psql does', () => {
  const set = new Map([
    ['name', "o'k"],
    ['path', 'a\\b'],
  ]);
  const [step] = stepsOf(`select :name, :'name', :"name", :'path', ':name', a::name, b[1:2], $$:name$$, :other`);
  expect(step?.kind === 'statement' && textOf(step.tokens, set)).toBe(
    `select o'k, 'o''k', "o'k",  E'a\\\\b', ':name', a::name, b[1:2], $$:name$$, :other`,
  );
});

it('reads the arguments of a command', () => {
  expect(argumentsOf(`x 'a b' it:x:'x' 'a''b\\n'`, new Map([['x', '1']]))).toEqual(['x', 'a b', "it1'1'", "a'b\n"]);
});

it('knows the first words, comments apart', () => {
  const [step] = stepsOf('/* x */ ROLLBACK -- y\n to (z)');
  expect(step?.kind === 'statement' && firstWords(step.tokens, 4)).toEqual(['rollback', 'to']);
});
