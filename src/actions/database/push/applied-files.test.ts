import { expect, it } from 'vitest';
import { parseSql } from '../sql/parse.ts';
import { appliedFiles } from './applied-files.ts';

it('makes a file again of what history has recorded, comments at the end of a statement included', async () => {
  const applied = [
    { version: '1', statements: ['create table a () -- the first', 'create table b () /* and last */ --'] },
  ];
  const [file] = appliedFiles(applied, [], 'history');
  const { faults, statements } = await parseSql(file?.text ?? '');
  expect(faults).toEqual([]);
  expect(statements).toHaveLength(2);
});
