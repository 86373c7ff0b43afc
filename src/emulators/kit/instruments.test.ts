import { expect, test } from 'vitest';
import { admit, createInstruments } from './instruments.ts';

const arrival = { method: 'GET', path: '/', bytes: 0 };
const slow = (ms: number) => createInstruments({ faults: [{ when: {}, trouble: { kind: 'delay', ms } }] });

test('a call is logged with its faults before it waits', async () => {
  const instruments = slow(60_000);
  const waiting = admit(instruments, arrival);
  expect(instruments.log.calls).toMatchObject([{ path: '/', faults: ['f1 delay'] }]);
  instruments.stopping.abort();
  await expect(waiting).rejects.toThrow('aborted');
});

test('delays last as long by the caller’s watch, however fast the emulator’s clock runs', async () => {
  const instruments = slow(50);
  instruments.clock.change({ rate: 1000 });
  const before = performance.now();
  await admit(instruments, arrival);
  expect(performance.now() - before).toBeGreaterThan(45);
});

test('many calls may wait at once, without a warning of a leak', async () => {
  const warnings: Error[] = [];
  const hear = (warning: Error) => warnings.push(warning);
  process.on('warning', hear);
  const instruments = slow(10);
  await Promise.all(Array.from({ length: 50 }, () => admit(instruments, arrival)));
  process.off('warning', hear);
  expect(warnings).toEqual([]);
});
