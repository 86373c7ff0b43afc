import { expect, test } from 'vitest';
import { FixedWindow } from './window.ts';

function base() {
  let time = Date.parse('2025-10-17T03:15:30.000Z');
  return { now: () => new Date(time), pass: (ms: number) => (time += ms) };
}

test('so many calls, until the next round minute, each caller for himself', () => {
  const clock = base();
  const window = new FixedWindow(clock, 2, 60_000);
  const resets = new Date('2025-10-17T03:16:00.000Z');
  expect(window.take('a')).toEqual({ within: true, left: 1, resets });
  expect(window.take('a')).toEqual({ within: true, left: 0, resets });
  expect(window.take('a')).toEqual({ within: false, left: 0, resets });
  expect(window.take('b').within).toBe(true);
  clock.pass(29_999);
  expect(window.take('a').within).toBe(false);
  clock.pass(1);
  expect(window.take('a').left).toBe(1);
});
