import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decide, type Lease } from './lease.ts';

const lease: Lease = {
  environment: 'staging',
  owner: 'ana@ci',
  reason: 'the run of launch.md',
  run: 'r1',
  token: 3,
  acquired: '2026-11-23T03:15:00.000Z',
  heartbeat: '2026-11-23T03:15:00.000001Z',
  heldMs: 1,
  silentMs: 1,
  leftMs: 1,
  released: false,
};

it('takes what is free, given back or has run out', () => {
  expect(decide(undefined, 'r2')).toBe('take');
  expect(decide({ ...lease, released: true }, 'r2')).toBe('take');
  expect(decide({ ...lease, leftMs: 0 }, 'r2')).toBe('take');
});

it('never takes a live one, whoever asks and however often', () => {
  const leases = fc.record({
    run: fc.constantFrom('r1', 'r2'),
    leftMs: fc.integer({ min: 1 }),
    heartbeat: fc.string(),
  });
  fc.assert(
    fc.property(leases, fc.option(leases, { nil: undefined }), fc.constantFrom('r1', 'r2'), (found, before, run) => {
      const earlier = before === undefined ? undefined : { ...lease, ...before };
      expect(decide({ ...lease, ...found }, run, earlier)).not.toBe('take');
    }),
  );
});

it('waits for its own run, whose process was cut, until that shows a sign of life', () => {
  expect(decide(lease, 'r1')).toBe('wait');
  expect(decide(lease, 'r1', lease)).toBe('wait');
  expect(decide({ ...lease, heartbeat: 'later' }, 'r1', lease)).toBe('refuse');
  expect(decide(lease, 'r2')).toBe('refuse');
});
