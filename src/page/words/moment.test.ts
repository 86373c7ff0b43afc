import { expect, test } from 'vitest';
import { instant, moment, timeOfDay } from './moment.ts';

test('a moment is shown in UTC, wherever it was noted', () => {
  expect(moment('2026-11-23T04:15:00+01:00').toString()).toBe(
    '<time datetime="2026-11-23T03:15:00.000Z">23 November 2026, 03:15:00 UTC</time>',
  );
  expect(timeOfDay('2026-11-23T03:15:07.900Z').toString()).toContain('>03:15:07<');
});

test('what is no moment is shown as it was written', () => {
  expect(moment('<soon>').toString()).toBe('&lt;soon&gt;');
  // Which the engine takes for a day in 2001.
  expect(moment('task 1').toString()).toBe('task 1');
  expect(instant('x 1')).toBeNaN();
});
