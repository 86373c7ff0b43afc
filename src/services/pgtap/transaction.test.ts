import { expect, it } from 'vitest';
import { transactionStep, type TransactionStep } from './transaction.ts';

it.each<[string, TransactionStep]>([
  ['begin', 'begin'],
  ['BEGIN WORK', 'begin'],
  ['start transaction', 'begin'],
  ['begin isolation level serializable', 'psql-only'],
  ['start transaction read only', 'psql-only'],
  ['rollback', 'roll-back'],
  ['abort transaction', 'roll-back'],
  ['rollback and no chain', 'roll-back'],
  ['rollback and chain', 'psql-only'],
  ['rollback to savepoint x', 'none'],
  ['rollback work to x', 'none'],
  ['rollback prepared x', 'commits'],
  ['commit', 'commits'],
  ['end transaction', 'commits'],
  ['commit prepared x', 'commits'],
  ['prepare transaction x', 'commits'],
  ['prepare x as select', 'none'],
  ['copy t from stdin', 'psql-only'],
  ['copy t to stdout', 'none'],
  ['select 1', 'none'],
])('%s: %s', (text, expected) => {
  expect(transactionStep(text.toLowerCase().split(' '), text)).toBe(expected);
});
