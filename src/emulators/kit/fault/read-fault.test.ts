import { expect, test } from 'vitest';
import { Failure } from '../../../core/failure.ts';
import { readFault } from './read-fault.ts';

const catalogue = [
  { name: 'busy', summary: 'Too busy', fault: { when: { path: '/x' }, trouble: { kind: 'status', status: 429 } } },
  { name: 'closed', summary: 'Closed', fault: { when: {}, trouble: { kind: 'condition', condition: 'shut' } } },
] as const;
const possible = { catalogue, overHttp: true };

function failureOf(json: unknown, where = possible): Failure {
  try {
    readFault(json, where);
  } catch (error) {
    if (error instanceof Failure) return error;
  }
  throw new Error('no Failure was thrown');
}

test('a fault that is spelled out is read as it stands', () => {
  const fault = {
    when: { method: 'POST', path: '/posts' },
    times: { from: 2, count: 1 },
    trouble: { kind: 'drop', acts: true },
  };
  expect(readFault(fault, possible)).toEqual(fault);
});

test('a RegExp is written as an object', () => {
  const read = readFault({ when: { path: { regexp: '^/v1', flags: 'i' } }, trouble: { kind: 'malformed' } }, possible);
  expect(read.when.path).toEqual(/^\/v1/i);
});

test('a name takes the fault from the catalogue, and carries its name', () => {
  expect(readFault({ fault: 'busy' }, possible)).toEqual({ name: 'busy', ...catalogue[0].fault });
});

test('a name can be given other times', () => {
  expect(readFault({ fault: 'busy', times: { count: 2 } }, possible)).toEqual({
    name: 'busy',
    ...catalogue[0].fault,
    times: { count: 2 },
  });
});

test('an unknown name lists those that there are', () => {
  const { data } = failureOf({ fault: 'bussy' });
  expect(data.code).toBe('emulator.fault-unknown');
  expect(data.fix).toContain('busy');
});

test.each([
  ['nothing', null],
  ['no trouble', { when: {} }],
  ['an unknown key', { when: {}, trouble: { kind: 'drop', after: 3 } }],
  ['an unknown kind', { when: {}, trouble: { kind: 'explode' } }],
  ['the zeroth call', { when: {}, times: { from: 0 }, trouble: { kind: 'drop' } }],
  ['no status', { when: {}, trouble: { kind: 'status', status: 42 } }],
  ['a RegExp that is none', { when: { path: { regexp: '(' } }, trouble: { kind: 'drop' } }],
])('%s is refused with what is wrong', (_what, json) => {
  const { data } = failureOf(json);
  expect(data.code).toBe('emulator.fault-invalid');
  expect(data.why).not.toBe('');
});

const ofHttp = [
  { kind: 'trickle', bytes: 1, everyMs: 10 },
  { kind: 'swell', bytes: 50_000_000 },
  { kind: 'condition', condition: 'shut' },
];

test.each(ofHttp)('$kind is read where the service speaks HTTP, and refused elsewhere', (trouble) => {
  expect(readFault({ when: {}, trouble }, possible)).toEqual({ when: {}, trouble });
  const { data } = failureOf({ when: {}, trouble }, { catalogue, overHttp: false });
  expect([data.code, data.why]).toEqual(['emulator.fault-invalid', `${trouble.kind} is a trouble of HTTP alone`]);
});

test('a condition that the service does not know would do nothing, and is refused', () => {
  const { data } = failureOf({ when: {}, trouble: { kind: 'condition', condition: 'shot' } });
  expect(data.why).toContain('it has shut');
});
