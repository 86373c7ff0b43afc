import { assert, integer, property } from 'fast-check';
import { expect, test } from 'vitest';
import { Switchboard } from './switchboard.ts';
import type { Fault } from './fault.ts';

const get = { method: 'GET', path: '/posts' };
const post = { method: 'POST', path: '/posts' };
const unavailable = (times?: Fault['times']): Fault => ({
  when: { method: 'GET' },
  trouble: { kind: 'status', status: 503 },
  ...(times === undefined ? {} : { times }),
});
const struck = (board: Switchboard, calls: number) =>
  Array.from({ length: calls }, () => board.draw(get).trouble !== undefined);

test('nothing is armed: nothing happens', () => {
  expect(new Switchboard().draw(get)).toEqual({ delayMs: 0, conditions: [], faults: [] });
});

test('without times it strikes every matching call, and no other', () => {
  const board = new Switchboard([unavailable()]);
  expect(struck(board, 3)).toEqual([true, true, true]);
  expect(board.draw(post).trouble).toBeUndefined();
});

test('from and count pick the nth calls', () => {
  expect(struck(new Switchboard([unavailable({ from: 3, count: 1 })]), 5)).toEqual([false, false, true, false, false]);
  expect(struck(new Switchboard([unavailable({ from: 3 })]), 4)).toEqual([false, false, true, true]);
  expect(struck(new Switchboard([unavailable({ count: 2 })]), 4)).toEqual([true, true, false, false]);
});

test('of any number of calls, those from `from` on are struck, `count` of them', () => {
  const small = integer({ min: 1, max: 8 });
  assert(
    property(small, small, integer({ min: 0, max: 20 }), (from, count, calls) => {
      const expected = Array.from({ length: calls }, (_, index) => index + 1 >= from && index + 1 < from + count);
      expect(struck(new Switchboard([unavailable({ from, count })]), calls)).toEqual(expected);
    }),
  );
});

test('only matching calls are counted', () => {
  const board = new Switchboard([unavailable({ from: 2 })]);
  board.draw(post);
  board.draw(post);
  expect(struck(board, 2)).toEqual([false, true]);
});

test('delays add up and go with the first of the other troubles', () => {
  const board = new Switchboard([
    { when: {}, trouble: { kind: 'delay', ms: 20 } },
    { when: {}, trouble: { kind: 'drop' }, name: 'line-cut' },
    { when: {}, trouble: { kind: 'delay', ms: 5 } },
    { when: {}, trouble: { kind: 'malformed' } },
  ]);
  expect(board.draw(get)).toEqual({
    delayMs: 25,
    conditions: [],
    trouble: { kind: 'drop' },
    faults: ['f1 delay', 'line-cut', 'f3 delay'],
  });
  expect(board.list().map((armed) => [armed.seen, armed.struck])).toEqual([
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 0],
  ]);
});

test('what is so adds up, and leaves the answer to the first of the other troubles', () => {
  const board = new Switchboard([
    { when: {}, trouble: { kind: 'condition', condition: 'redis-down' } },
    { when: {}, trouble: { kind: 'malformed' } },
    { when: {}, trouble: { kind: 'condition', condition: 'worker-dead' }, name: 'worker-dead' },
    { when: { method: 'POST' }, trouble: { kind: 'condition', condition: 'read-only' } },
  ]);
  expect(board.draw(get)).toEqual({
    delayMs: 0,
    conditions: ['redis-down', 'worker-dead'],
    trouble: { kind: 'malformed' },
    faults: ['f1 condition', 'f2 malformed', 'worker-dead'],
  });
});

test('a fault can be armed, disarmed and cleared while it runs, and counts from when it was armed', () => {
  const board = new Switchboard();
  board.draw(get);
  const { id } = board.arm(unavailable({ count: 1 }));
  expect(struck(board, 2)).toEqual([true, false]);
  expect(board.disarm(id)).toBe(true);
  expect(board.disarm(id)).toBe(false);
  board.arm(unavailable());
  board.clear();
  expect(board.list()).toEqual([]);
  expect(struck(board, 1)).toEqual([false]);
});
