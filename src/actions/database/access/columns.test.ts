import { expect, test } from 'vitest';
import { compareColumns } from './columns.ts';

test('a column by itself stands for whatever it is set to', () => {
  expect(compareColumns(['not plan = pro'], ['not plan'])).toEqual({ more: [], fewer: ['plan'] });
  expect(compareColumns(['not plan'], ['not plan = pro'])).toEqual({ more: ['plan'], fewer: [] });
  expect(compareColumns(['title', 'status = draft'], ['title', 'status'])).toEqual({ more: ['status'], fewer: [] });
  expect(compareColumns(['status', 'title'], ['status = draft', 'title'])).toEqual({ more: [], fewer: ['status'] });
});

test('some rows are fewer than all of them', () => {
  expect(compareColumns(['title (some rows)'], ['title'])).toEqual({ more: ['title'], fewer: [] });
  expect(compareColumns(['status = draft'], ['status = draft (some rows)'])).toEqual({
    more: [],
    fewer: ['status = draft'],
  });
});

test('a column that was not free and now is one of few is more', () => {
  expect(compareColumns(['not plan'], ['plan = pro'])).toEqual({ more: ['plan = pro'], fewer: ['the rest'] });
  expect(compareColumns(['not plan = pro'], ['plan'])).toEqual({ more: ['plan'], fewer: ['the rest'] });
  expect(compareColumns(['not plan'], ['title'])).toEqual({ more: [], fewer: ['the rest'] });
});

test('all of a table is more than some columns of it', () => {
  expect(compareColumns(['title'], ['not plan'])).toEqual({ more: ['every column but not plan'], fewer: [] });
  expect(compareColumns(undefined, undefined)).toEqual({ more: [], fewer: [] });
});
