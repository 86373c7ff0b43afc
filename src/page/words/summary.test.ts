import { expect, test } from 'vitest';
import type { RunRecord } from '../../core/record.ts';
import type { Verdict } from '../../core/verdict.ts';
import { run, task } from '../testing/build.ts';
import { doneSentence, taskSentence } from './summary.ts';

function runOf(tasks: readonly Verdict[], boxes: readonly Verdict[] = [], rest: Partial<RunRecord> = {}): RunRecord {
  return run({
    direction: { path: 'a.md', title: 'A', digest: '0' },
    tasks: tasks.map((verdict, index) => task(`${index + 1}`, 'Do it', { verdict })),
    boxes: boxes.map((verdict, index) => task(`done-${index + 1}`, 'It holds', { verdict })),
    ...rest,
  });
}

const plain = (text: string) => text.replaceAll('\u00A0', ' ');

test.each<[readonly Verdict[], string]>([
  [[], 'The direction has no tasks, so nothing can be said.'],
  [['verified'], 'The one task is verified.'],
  [['verified', 'verified'], 'All 2 tasks are verified.'],
  [['verified', 'attested'], '1 of 2 tasks rests on a person’s word; 1 is verified.'],
  [['verified', 'unknown', 'unknown'], 'Nothing can be said about 2 of 3 tasks; 1 is verified.'],
  [['unknown', 'unknown'], 'Nothing can be said about all 2 tasks; none are verified.'],
  [['failed', 'blocked', 'attested', 'verified'], '1 of 4 tasks failed; 1 is verified, 1 rests on a person’s word.'],
  [['waiting', 'waiting', 'verified'], '2 of 3 tasks wait for a person; 1 is verified.'],
  [['skipped', 'verified'], '1 of 2 tasks was skipped; 1 is verified.'],
  [['stale', 'verified'], '1 of 2 tasks has evidence of what no longer stands; 1 is verified.'],
  [['blocked', 'verified'], '1 of 2 tasks could not start; 1 is verified.'],
])('%j: %s', (verdicts, sentence) => {
  expect(plain(taskSentence(runOf(verdicts)))).toBe(sentence);
});

test.each<[readonly Verdict[], string]>([
  [[], 'It states no Definition of Done.'],
  [['verified'], 'The one box of the Definition of Done holds.'],
  [['unknown'], 'The one box of the Definition of Done does not hold.'],
  [['verified', 'attested'], 'All 2 boxes of the Definition of Done hold.'],
  [['verified', 'failed', 'unknown'], '1 of the 3 boxes of the Definition of Done holds.'],
])('boxes %j: %s', (verdicts, sentence) => {
  expect(plain(doneSentence(runOf(['verified'], verdicts)))).toBe(sentence);
});

test('the monitoring line is named when it is not settled, a rollback whenever it was run', () => {
  const rest = {
    monitoring: task('monitoring', 'Watch', { verdict: 'unknown' }),
    rollback: task('rollback', 'Undo', { verdict: 'verified' }),
  };
  expect(doneSentence(runOf(['failed'], ['verified'], rest))).toContain(
    'The monitoring check is unknown. The rollback was run and is verified.',
  );
});
