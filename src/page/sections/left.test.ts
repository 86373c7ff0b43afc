import { expect, test } from 'vitest';
import { allVerified } from '../testing/all-verified.ts';
import { run, task } from '../testing/build.ts';
import { mostlyUnknown } from '../testing/mostly-unknown.ts';
import { troubled } from '../testing/troubled.ts';
import { leftSection } from './left.ts';
import { stretchesOf } from './stretches.ts';

const words = (markup: { toString(): string }) =>
  markup
    .toString()
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('\u00A0', ' ')
    .replaceAll(/\s+/g, ' ');

test('what has one reason and one remedy is said once', () => {
  expect(words(leftSection(mostlyUnknown()))).toContain(
    'unknown Task 1 to Task 16 , Box 1 no action is bound yet To mend it:',
  );
});

test('worst first', () => {
  const found = words(leftSection(troubled()));
  const verdicts = [...found.matchAll(/(failed|unknown|blocked|stale|waiting|skipped) (?:Task|Box)/g)].map(
    ([, word]) => word,
  );
  expect(verdicts).toEqual(['failed', 'failed', 'unknown', 'blocked', 'stale', 'waiting', 'skipped']);
});

test('nothing is left of a run that is settled', () => {
  expect(leftSection(allVerified()).toString()).toBe('');
});

test('an unsettled monitoring line and rollback are left too', () => {
  const record = run({
    direction: { path: 'a.md', title: 'A', digest: '0' },
    monitoring: task('monitoring', 'Watch', { verdict: 'waiting' }),
    rollback: task('rollback', 'Undo', { verdict: 'failed' }),
  });
  expect(words(leftSection(record))).toMatch(/failed Rollback Undo .*waiting Monitoring Watch/);
});

test('three neighbours fold, two do not, and a box never folds with a task', () => {
  const all = ['1', '2', '3', '4', '5', 'done-1', 'done-2'].map((number) => task(number, number));
  const ends = (numbers: readonly string[]) =>
    stretchesOf(
      all.filter(({ number }) => numbers.includes(number)),
      all,
    ).map(({ first, last }) => `${first.number}-${last.number}`);
  expect(ends(['1', '2', '3', '5', 'done-1', 'done-2'])).toEqual(['1-3', '5-5', 'done-1-done-1', 'done-2-done-2']);
});
