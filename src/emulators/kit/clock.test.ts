import { expect, test } from 'vitest';
import { createClock } from './clock.ts';

/** Real time that moves when told. */
function base(start = '2025-10-17T03:15:00.000Z') {
  let time = new Date(start).getTime();
  return { now: () => new Date(time), pass: (ms: number) => (time += ms) };
}

test('it keeps the time of the clock that was handed in', () => {
  const real = base();
  const clock = createClock(real);
  real.pass(1500);
  expect(clock.now().toISOString()).toBe('2025-10-17T03:15:01.500Z');
});

test('it can be hurried, and does not jump when the speed changes', () => {
  const real = base();
  const clock = createClock(real);
  clock.change({ rate: 60 });
  real.pass(1000);
  expect(clock.now().toISOString()).toBe('2025-10-17T03:16:00.000Z');
  clock.change({ rate: 1 });
  expect(clock.now().toISOString()).toBe('2025-10-17T03:16:00.000Z');
  real.pass(1000);
  expect(clock.now().toISOString()).toBe('2025-10-17T03:16:01.000Z');
});

test('it can be frozen and moved in both directions', () => {
  const real = base();
  const clock = createClock(real);
  clock.change({ rate: 0, now: new Date('2030-01-01T00:00:00Z') });
  real.pass(5000);
  expect(clock.now().toISOString()).toBe('2030-01-01T00:00:00.000Z');
  clock.change({ advanceMs: -1000 });
  expect(clock.now().toISOString()).toBe('2029-12-31T23:59:59.000Z');
  expect(clock.rate).toBe(0);
});

test.each([{ rate: -1 }, { rate: Number.NaN }, { rate: Number.POSITIVE_INFINITY }, { advanceMs: 1e17 }])(
  '%j is refused and changes nothing',
  (change) => {
    const clock = createClock(base());
    expect(() => clock.change(change)).toThrow('cannot be set so');
    expect([clock.rate, clock.now().toISOString()]).toEqual([1, '2025-10-17T03:15:00.000Z']);
  },
);
