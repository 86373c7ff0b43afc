import { describe, expect, it } from 'vitest';
import { parseSql } from './parse.ts';
import { sameSql } from './tree.ts';

async function linesOf(sql: string): Promise<readonly (readonly [number, string])[]> {
  return (await parseSql(sql)).statements.map(({ line, text }) => [line, text] as const);
}

describe('a file of SQL', () => {
  it('has its statements where their first word stands', async () => {
    expect(await linesOf('-- é\nselect 1; /* ; */\n\n-- two\nselect $$;$$;\nselect 3')).toEqual([
      [2, 'select 1'],
      [5, 'select $$;$$'],
      [6, 'select 3'],
    ]);
  });

  it('is read around commands of psql, each with its line', async () => {
    const { faults, statements } = await parseSql(
      "\\restrict é😀\nselect 1;\n\\echo it\\'s\nselect 2 \\gset\n;select 3;",
    );
    expect(faults.map(({ line, words }) => [line, words])).toEqual([
      [1, '\\restrict é😀'],
      [3, "\\echo it\\'s"],
      [4, '\\gset'],
    ]);
    expect(statements.map(({ line }) => line)).toEqual([2, 4, 5]);
  });

  it('is read around the rows of COPY', async () => {
    const sql = "copy a from stdin;\n1\tit's\n2\t\\N\n\\.\nselect 1;\ncopy b from stdin;\nlast";
    expect((await parseSql(sql)).faults).toEqual([]);
    expect((await linesOf(sql)).map(([line]) => line)).toEqual([1, 5, 6]);
  });

  it.each([
    ['select 1;\ncreate tabel a ();', 2],
    ["select 1;\n\nselect 'open", 3],
    ['select 1;\n12;', 2],
    ['-- 😀\n😀 select', 2],
  ])('has a syntax error: %j', async (sql, line) => {
    expect(await parseSql(sql)).toMatchObject({ statements: [], faults: [{ kind: 'syntax', line }] });
  });

  it('of nothing but comments has no statement', async () =>
    expect(await linesOf('-- none\n/* at all */')).toEqual([]));
});

describe('the same SQL', () => {
  it.each([
    ['select 1;\nselect 2', '-- now with words\nSELECT   1;\n\nselect 2;', true],
    ['insert into a values (1)', 'insert into a values (2)', false],
    ["insert into a values ('a b')", "insert into a values ('a  b')", false],
    ['select 1', 'select 1; select 2', false],
    ['create table a (b int)', 'create table a (b int not null)', false],
  ])('%j and %j: %s', async (one, other, same) => expect(await sameSql(one, other)).toBe(same));
});
