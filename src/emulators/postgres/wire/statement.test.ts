import { expect, test } from 'vitest';
import { copiesFromClient, describeSql } from './statement.ts';

test.each([
  ['select  1\n from t', 'SELECT', 'select 1 from t'],
  ["alter role x password 'it''s s3cret' valid", 'ALTER', "alter role x password '…' valid"],
  [String.raw`select E'a\' s3cret', 2`, 'SELECT', "select '…', 2"],
  ["select 'never closed s3cret", 'SELECT', "select '…'"],
  ["select 'x--y',\n 's3cret', '/* no comment'", 'SELECT', "select '…', '…', '…'"],
  ["select \"it's\", 's3cret'", 'SELECT', "select \"it's\", '…'"],
  ["-- don't\ncommit", 'COMMIT', 'commit'],
  ['do $body$ s3cret $body$', 'DO', 'do $…$'],
  ['select $1, $2', 'SELECT', 'select $1, $2'],
  ['', 'EMPTY', ''],
  ['(select 1)', 'EMPTY', '(select 1)'],
])('%j is the call %s %s', (sql, method, path) => {
  expect(describeSql(sql)).toEqual({ method, path });
  expect(describeSql(sql).path).not.toContain('s3cret');
});

test('a long one is cut', () => {
  expect(describeSql(`select ${'x'.repeat(1000)}`).path).toHaveLength(200);
});

test.each([
  ['copy t from stdin', 'alone'],
  ['-- rows\nCOPY t (a, b)\nFROM STDIN with (format csv);', 'alone'],
  ['begin; copy t from stdin', 'among others'],
  ["copy t from '/tmp/stdin'", undefined],
  ['copy t to stdout', undefined],
  ["select 'copy t from stdin'", undefined],
  ["insert into t values ('; copy t from stdin')", undefined],
])('%j wants rows from the client: %s', (sql, expected) => expect(copiesFromClient(sql)).toBe(expected));
