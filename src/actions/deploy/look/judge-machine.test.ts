import { expect, test } from 'vitest';
import type { Machine, MachineEvent } from '../../../services/fly/machines/machine.ts';
import { judgeMachine } from './judge-machine.ts';

const wanted = { digest: 'sha256:new', version: 'v2', mayBeStopped: false };
const machine = (more: Partial<Machine> = {}): Machine => ({
  id: '1',
  name: 'one',
  state: 'started',
  region: 'iad',
  version: 'v2',
  digest: 'sha256:new',
  group: 'app',
  config: { image: 'x', checks: { up: {} } },
  events: [],
  checks: [{ name: 'up', status: 'passing', output: '' }],
  isReachable: true,
  hasVolume: false,
  ...more,
});
const exit = (code: number, more: Partial<NonNullable<MachineEvent['exit']>> = {}): MachineEvent => ({
  type: 'exit',
  status: 'stopped',
  at: 5,
  exit: { code, isAsked: false, isOutOfMemory: false, restarts: 0, ...more },
});
const launch: MachineEvent = { type: 'launch', status: 'created', at: 1 };

test.each<[string, Partial<Machine>, string]>([
  ['started, with all checks passing', {}, 'well'],
  ['on the old image: Fly has set it back', { digest: 'sha256:old', version: 'v3' }, 'elsewhere'],
  ['on another version of the image', { version: 'v9' }, 'elsewhere'],
  ['on a host that does not answer', { isReachable: false }, 'unseen'],
  ['without a check that has run', { checks: [] }, 'coming'],
  ['with a check that fails', { checks: [{ name: 'up', status: 'critical', output: '' }] }, 'coming'],
  ['starting', { state: 'starting' }, 'coming'],
  ['failed', { state: 'failed' }, 'broken'],
  ['fallen over once', { events: [exit(1), launch] }, 'well'],
  ['fallen over twice', { events: [exit(1), exit(1), launch] }, 'broken'],
  ['killed for want of memory, again', { events: [exit(0, { isOutOfMemory: true, restarts: 3 }), launch] }, 'broken'],
  ['fallen over before this version', { events: [launch, exit(1), exit(1)] }, 'well'],
  ['stopped by its own exit code', { state: 'stopped', events: [exit(1), launch] }, 'broken'],
  ['stopped because somebody asked', { state: 'stopped', events: [exit(0, { isAsked: true }), launch] }, 'idle'],
  ['stopped, and nobody knows why', { state: 'stopped' }, 'coming'],
])('%s: %s', (_what, more, kind) => {
  expect(judgeMachine(machine(more), wanted).kind).toBe(kind);
});

test('one that was stopped before may stay so', () => {
  expect(judgeMachine(machine({ state: 'stopped' }), { ...wanted, mayBeStopped: true }).kind).toBe('idle');
});
