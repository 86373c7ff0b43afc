import { expect, test } from 'vitest';
import { CallLog } from './call-log.ts';

const clock = { now: () => new Date('2025-10-17T03:15:00Z') };
const arrival = (path: string) => ({ method: 'GET', path, bytes: 0 });

test('calls stand in the order of arrival, whenever they are answered', () => {
  const log = new CallLog(clock);
  const first = log.arrive(arrival('/1'));
  const second = log.arrive(arrival('/2'));
  second({ status: 200 });
  first({ status: 500, faults: ['busy'] });
  expect(log.calls).toEqual([
    {
      seq: 1,
      at: '2025-10-17T03:15:00.000Z',
      method: 'GET',
      path: '/1',
      headers: {},
      bytes: 0,
      status: 500,
      faults: ['busy'],
    },
    {
      seq: 2,
      at: '2025-10-17T03:15:00.000Z',
      method: 'GET',
      path: '/2',
      headers: {},
      bytes: 0,
      status: 200,
      faults: [],
    },
  ]);
});

test('it keeps the newest and says how many it forgot', () => {
  const log = new CallLog(clock, 2);
  const notes = ['/1', '/2', '/3'].map((path) => log.arrive(arrival(path)));
  notes[0]?.({ status: 200 });
  expect(log.calls.map((call) => [call.seq, call.path])).toEqual([
    [2, '/2'],
    [3, '/3'],
  ]);
  expect(log.forgotten).toBe(1);
});

test('what it hands out does not change under the reader', () => {
  const log = new CallLog(clock);
  const note = log.arrive(arrival('/1'));
  const before = log.calls;
  note({ status: 200 });
  log.arrive(arrival('/2'));
  expect(before).toHaveLength(1);
  expect(before[0]?.status).toBeUndefined();
});
