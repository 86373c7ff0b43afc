import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBudget } from './budget.ts';

test.each([
  ['≤ 45 minutes, ≤ 5,000 tokens, ≤ 3 files modified/staged.', { minutes: 45, tokens: 5000, files: 3 }],
  [
    'time ≤60 min, tokens ≤140k, files ≤50 unless wide-change with justification',
    { minutes: 60, tokens: 140_000, files: 50 },
  ],
  ['time <= 1.5 hours; files < 10', { minutes: 90, files: 10 }],
  ['time ≤2h', { minutes: 120 }],
  ['at most 1,200,000 tokens and 1 file', { tokens: 1_200_000, files: 1 }],
  ['no more than 3 files (staged or not, counted once)', { files: 3 }],
  ['≤ 2M tokens', { tokens: 2_000_000 }],
  ['(45 minutes, 0 tokens)', { minutes: 45, tokens: 0 }],
  ['≤ 20 files unless wide-change and approved, ≤ 5 minutes', { files: 20, minutes: 5 }],
])('%s', (words, budget) => {
  expect(readBudget(words)).toEqual({ budget, problems: [] });
});

test.each([
  ['', 'it is empty'],
  ['as needed', '"as needed" names no minutes, tokens or files'],
  ['≤ 45', '"≤ 45" names no minutes, tokens or files'],
  ['few files', '"few files" has no number'],
  ['≥ 3 files', '"≥ 3 files" is no upper bound'],
  ['at least 3 files', '"at least 3 files" is no upper bound'],
  ['30–60 minutes', '"30–60 minutes" is no upper bound'],
  ['-3 files', '"-3 files" is no upper bound'],
  ['≤ 5 files per task', '"≤ 5 files per task" is no upper bound'],
  ['3 of 5 files', '"3 of 5 files" has more than one number'],
  ['5.000 tokens', '"5.000 tokens" can be read in two ways'],
  ['1000,000 tokens', '"1000,000 tokens" has more than one number'],
  ['2.5 files', '"2.5 files" is no whole number of files'],
  ['≤ 5 minutes, time ≤ 6 min', '"time ≤ 6 min" gives minutes a second time'],
])('%j is refused, not guessed', (words, problem) => {
  expect(readBudget(words).problems).toEqual([problem]);
});

test('what is written is what is read', () => {
  const amounts = fc.record({ minutes: fc.nat(10_000), tokens: fc.nat(10_000_000), files: fc.nat(10_000) });
  fc.assert(
    fc.property(amounts, (budget) => {
      const { minutes, tokens, files } = budget;
      const words = `≤ ${minutes} minutes, ≤ ${tokens.toLocaleString('en')} tokens, files ≤${files}`;
      expect(readBudget(words)).toEqual({ budget, problems: [] });
    }),
  );
});
