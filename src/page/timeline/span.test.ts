import { expect, test } from 'vitest';
import { allVerified } from '../testing/all-verified.ts';
import { action, at, run, task } from '../testing/build.ts';
import { mostlyUnknown } from '../testing/mostly-unknown.ts';
import { longest, timelineOf } from './span.ts';

const direction = { path: 'a.md', title: 'A', digest: '0' };

test('rows are the tasks, then what was run beside them, as it went', () => {
  const numbers = timelineOf(allVerified()).rows.map(({ task }) => task.number);
  expect(numbers.slice(0, 7)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
  expect(numbers.slice(7)).toEqual(['done-1', 'done-2', 'done-3', 'done-4', 'done-5', 'monitoring']);
});

test('every stretch lies on the axis', () => {
  for (const { stretch } of timelineOf(mostlyUnknown()).rows) {
    expect(stretch?.from).toBeGreaterThanOrEqual(0);
    expect(stretch?.to).toBeLessThanOrEqual(1);
  }
});

test('the axis reaches to the last end, even beyond the run’s own duration', () => {
  const monitoring = task('monitoring', 'Late', {
    startedAt: at(9000),
    actions: [action('a.b', { durationMs: 1000 })],
  });
  expect(timelineOf(run({ direction, durationMs: 500, monitoring })).spanMs).toBe(10_000);
});

test('what began before the run is drawn at its start; a start that is no moment is not drawn', () => {
  const early = task('monitoring', 'Early', { startedAt: at(-500), actions: [action('a.b')] });
  expect(timelineOf(run({ direction, monitoring: early })).rows[0]?.stretch?.from).toBe(0);
  const odd = task('monitoring', 'Odd', { startedAt: 'soon', actions: [action('a.b')] });
  expect(timelineOf(run({ direction, monitoring: odd })).rows[0]?.stretch).toBeUndefined();
});

test('a task that took most of the time is named, unless it is the only one that ran', () => {
  expect(longest(timelineOf(mostlyUnknown()))?.task.number).toBe('17');
  const alone = run({ direction, tasks: [task('1', 'Alone', { actions: [action('a.b', { durationMs: 5000 })] })] });
  expect(longest(timelineOf(alone))).toBeUndefined();
});
