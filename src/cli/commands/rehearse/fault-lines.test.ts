import { expect, test } from 'vitest';
import { faultLines } from './fault-lines.ts';

const worker = { fault: 'chatwoot:worker-dead@staging', seen: 4, struck: 4 };

test('a fault that nothing came of says so', () => {
  expect(faultLines({ faults: [worker], runs: [] })).toEqual([
    {
      kind: 'note',
      text: 'Fault chatwoot:worker-dead@staging: armed, struck 4 calls, never noticed: no task and no box failed',
    },
  ]);
});

test('one that struck no call says that', () => {
  const [line] = faultLines({ faults: [{ ...worker, struck: 0 }], runs: [] });
  expect(line).toMatchObject({ text: expect.stringContaining('armed, never struck') });
});

test('without faults nothing is said', () => {
  expect(faultLines({ faults: [], runs: [] })).toEqual([]);
});
