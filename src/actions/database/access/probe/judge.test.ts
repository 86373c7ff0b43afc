import { expect, it } from 'vitest';
import type { Attempt } from './attempt.ts';
import { cellsOf, controlKey } from './judge.ts';
import type { Answer } from './server.ts';
import type { LyingRow } from './subject.ts';

function lying(ctid: string): LyingRow {
  return { ctid, values: [], owner: undefined, planted: true };
}

const attempt: Attempt = {
  object: 't',
  persona: 'a',
  verb: 'delete',
  way: 'blind',
  counts: 'left',
  counted: [{ rows: 'any', size: 2, of: ['(0,1)', '(0,2)'].map(lying) }],
  probe: { role: 'anon', set: {}, sql: 'delete from t', reads: false },
};
const answer = (places: string[] | null, state: string | null = null): Answer => ({
  state,
  message: state === null ? null : 'said so',
  context: '',
  early: false,
  count: null,
  counts: null,
  effects: null,
  places,
});
const denied = answer(null, '42501');
const [reached, missed] = [answer([]), answer(['(0,1)', '(0,2)'])];

function outcome(said: Answer, control: Answer, freed: Answer) {
  const [cell] = cellsOf({
    attempts: [attempt],
    answers: [said],
    controls: new Map([[controlKey(attempt), control]]),
    freed: new Map([[attempt, freed]]),
    triggersOf: () => ({ all: [], after: [] }),
  });
  return cell?.outcome;
}

it.each([
  ['refused, and proven', denied, reached, reached, 'refused'],
  ['no rows, and proven', missed, reached, reached, 'none'],
  ['a statement that fails for everyone', denied, denied, reached, 'unknown'],
  ['a statement that reaches nothing for anyone', missed, missed, reached, 'unknown'],
  ['a probe that would not see the leak', missed, reached, missed, 'unknown'],
  ['an error of a policy', answer(null, '42P17'), reached, reached, 'broken'],
  ['an error that everyone gets', answer(null, '42883'), answer(null, '42883'), reached, 'unknown'],
  ['a constraint, which comes after the policies', answer(null, '23503'), reached, reached, 'all'],
  ['one of two rows', answer(['(0,2)']), reached, reached, 'some'],
] as const)('%s', (_, said, control, freed, expected) => {
  expect(outcome(said, control, freed)).toBe(expected);
});
