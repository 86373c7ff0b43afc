import { describe, expect, it } from 'vitest';
import { statementFindings } from './findings.ts';
import { withoutPsql } from './psql-only.ts';
import { statementsOf, type SeedStatement } from './statements.ts';

async function readable(sql: string): Promise<readonly SeedStatement[]> {
  const read = await statementsOf(sql);
  if ('message' in read) throw new Error(read.message);
  return read;
}

async function codesOf(sql: string): Promise<readonly string[]> {
  return statementFindings(await readable(sql)).map(
    ({ code, line }) => `${line} ${code.replace('database.seed-', '')}`,
  );
}

describe('what only psql does', () => {
  it.each([
    ['select 1;\n\\echo done\n', ['2 command \\echo']],
    ["select '\\echo', $$ \n\\echo $$, E'\\'\\n', \"\\a\"; -- \\x\n/* \\y */", []],
    ['select a$1$b from t;\n\\q', ['2 command \\q']],
    [
      "insert into t values (1);\ncopy public.t (a) from stdin with (format csv);\n1\tit's\n\\.\nselect 2;\n\\i x.sql",
      ['2 copy copy public.t (a) from stdin with (format csv)', '6 command \\i'],
    ],
    ["copy t from '/tmp/x';\nselect 'from stdin';", []],
    ['copy t from stdin;\nno end', ['1 copy copy t from stdin']],
  ])('is found in %j', (text, found) => {
    const { sql, parts } = withoutPsql(text);
    expect(parts.map(({ line, kind, words }) => `${line} ${kind} ${words}`)).toEqual(found);
    expect(sql).toHaveLength(text.length);
    expect(sql.split('\n')).toHaveLength(text.split('\n').length);
    expect(sql === text).toBe(found.length === 0);
  });

  it.each(['', '\n', '-- none yet\n'])('is found nowhere in a file without a statement: %j', async (text) => {
    expect(await readable(withoutPsql(text).sql)).toEqual([]);
  });

  it('leaves the rest readable', async () => {
    const { sql } = withoutPsql("\\set x 1\nselect 1;\ncopy t from stdin;\nit's\n\\.\nselect 'é', 2;\n\nselect 3");
    expect((await readable(sql)).map(({ line, sql }) => `${line} ${sql}`)).toEqual([
      '2 select 1',
      "6 select 'é', 2",
      '8 select 3',
    ]);
  });
});

describe('a statement', () => {
  it.each([
    ['create role x login', ['1 login-role']],
    ['create user x', ['1 login-role']],
    ['create role x nologin', []],
    ["-- a\nalter role x password 'word'", ['2 login-role']],
    ['begin;\nselect 1;\ncommit;', []],
    ['select 1;\nbegin;\nselect 1;\ncommit;', ['2 transaction']],
    ['begin;\nselect 1;\nrollback;', ['3 transaction']],
    ["insert into t values (1,\n crypt ('word', gen_salt('bf')))", ['2 literal-password']],
    ["insert into t values ('crypt')", []],
  ])('%j', async (sql, codes) => {
    expect(await codesOf(sql)).toEqual(codes);
  });

  it('that cannot be read says where', async () => {
    expect(await statementsOf("select 1;\n\nselect 'é' fromm t;")).toEqual({
      line: 3,
      message: expect.stringContaining('syntax error'),
    });
  });
});
