import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secret } from '../../core/secret.ts';
import { digestMarkOf, fingerprintOf } from './fingerprint.ts';
import { judge, type Known } from './judge.ts';
import type { LedgerLine } from './ledger/line.ts';

const key = new Secret('key', 'a key of this test');
const placed = { target: 'fly:app', name: 'TOKEN' };
const print = (value: string): string => fingerprintOf(key, placed, value);
const mark = (digest: string): string => digestMarkOf(key, placed, digest);

function line(over: Partial<LedgerLine> = {}): LedgerLine {
  return {
    format: 'prestage.ledger/1',
    at: '2025-10-17T03:15:00Z',
    ...placed,
    secret: 'token',
    deed: 'set',
    key: print('key'),
    fingerprint: print('old'),
    updatedAt: 't1',
    digest: mark('d1'),
    ...over,
  };
}

const { digest: _digest, ...byTime } = line();
const { updatedAt: _updatedAt, ...byDigest } = line();
const both = { isMapped: true };
const { digest: _none, updatedAt: _never, ...intended } = line({ deed: 'intended' });
const intendedOver = line({ deed: 'intended', fingerprint: print('new') });

test.each<[string, Known, ReturnType<typeof judge>]>([
  [
    'nobody wrote since',
    { ...both, vault: print('old'), target: { updatedAt: 't1' }, ledger: byTime },
    { state: 'in-sync', grade: 'G1' },
  ],
  [
    'the same digest, written again',
    { ...both, vault: print('old'), target: { updatedAt: 't9', digest: mark('d1') }, ledger: line() },
    { state: 'in-sync', grade: 'G2' },
  ],
  [
    'another digest, whatever the time',
    { ...both, vault: print('old'), target: { updatedAt: 't1', digest: mark('d2') }, ledger: line() },
    { state: 'target-changed' },
  ],
  [
    'another time',
    { ...both, vault: print('old'), target: { updatedAt: 't2' }, ledger: byTime },
    { state: 'target-changed' },
  ],
  [
    'a new value in the vault',
    { ...both, vault: print('new'), target: { updatedAt: 't1' }, ledger: byTime },
    { state: 'vault-changed' },
  ],
  ['both', { ...both, vault: print('new'), target: { updatedAt: 't2' }, ledger: byTime }, { state: 'both-changed' }],
  ['not there', { ...both, vault: print('old'), ledger: line() }, { state: 'missing' }],
  ['nowhere, but wanted', both, { state: 'required-but-absent' }],
  ['ours, and gone from the vault', { ...both, target: {}, ledger: line() }, { state: 'orphan' }],
  [
    'ours, and no longer mapped',
    { ...both, isMapped: false, vault: print('old'), target: {}, ledger: line() },
    { state: 'orphan' },
  ],
  ['somebody’s', { ...both, isMapped: false, target: { updatedAt: 't1' } }, { state: 'unmanaged' }],
  [
    'removed by us, and there again',
    { ...both, isMapped: false, target: {}, ledger: line({ deed: 'removed' }) },
    { state: 'unmanaged' },
  ],
  [
    'there before us',
    { ...both, vault: print('old'), target: { updatedAt: 't1' } },
    { state: 'never-verified', grade: 'G0' },
  ],
  [
    'a target that says nothing',
    { ...both, vault: print('old'), target: {}, ledger: byDigest },
    { state: 'never-verified', grade: 'G0' },
  ],
  [
    'about to be written by us, and there since: nobody can tell whose it is',
    { ...both, vault: print('old'), target: { updatedAt: 't1' }, intent: intended },
    { state: 'write-cut', grade: 'G0' },
  ],
  [
    'about to be written over by us, and another value since',
    { ...both, vault: print('new'), target: { digest: mark('d2') }, ledger: line(), intent: intendedOver },
    { state: 'write-cut', grade: 'G0' },
  ],
  [
    'about to be written over by us, and as it was: nothing came of it',
    {
      ...both,
      vault: print('new'),
      target: { updatedAt: 't1', digest: mark('d1') },
      ledger: line(),
      intent: intendedOver,
    },
    { state: 'vault-changed' },
  ],
  [
    'about to be written by us, and not there',
    { ...both, vault: print('old'), intent: intended },
    { state: 'missing' },
  ],
  [
    'proven by the target itself',
    { ...both, vault: print('old'), target: { fingerprint: print('old') } },
    { state: 'in-sync', grade: 'G3' },
  ],
  [
    'disproven by the target itself',
    { ...both, vault: print('old'), target: { fingerprint: print('x') }, ledger: line() },
    { state: 'target-changed' },
  ],
])('%s', (_what, known, judgement) => {
  expect(judge(known)).toEqual(judgement);
});

const value = fc.constantFrom('old', 'new', 'other');
const known: fc.Arbitrary<Known> = fc.record(
  {
    vault: value.map(print),
    target: fc.record(
      {
        updatedAt: fc.constantFrom('t1', 't2'),
        digest: fc.constantFrom('d1', 'd2').map(mark),
        fingerprint: value.map(print),
      },
      { requiredKeys: [] },
    ),
    ledger: fc.constantFrom(line(), byTime, byDigest, line({ fingerprint: print('new') }), line({ deed: 'removed' })),
    isMapped: fc.boolean(),
  },
  { requiredKeys: ['isMapped'] },
);

test('in sync is said of nothing but a mapped value that is there, in the vault too, and proven above G0', () => {
  fc.assert(
    fc.property(known, (all) => {
      const { state, grade } = judge(all);
      if (state !== 'in-sync') return;
      expect(all.isMapped && all.vault !== undefined && all.target !== undefined).toBe(true);
      expect(['G1', 'G2', 'G3']).toContain(grade);
    }),
  );
});

test('a value that changed in the vault since we wrote it is never in sync, unless the target itself says so', () => {
  fc.assert(
    fc.property(known, (all) => {
      const { vault, ledger, target } = all;
      if (vault === undefined || ledger?.fingerprint === undefined || vault === ledger.fingerprint) return;
      if (target?.fingerprint === vault) return;
      expect(judge(all).state).not.toBe('in-sync');
    }),
  );
});

test('one value in two places, and under two names, has fingerprints that say nothing of each other', () => {
  const prints = [
    fingerprintOf(key, placed, 'x'),
    fingerprintOf(key, { ...placed, name: 'OTHER' }, 'x'),
    fingerprintOf(key, { ...placed, target: 'fly:other' }, 'x'),
    fingerprintOf(new Secret('key', 'another'), placed, 'x'),
    digestMarkOf(key, placed, 'x'),
  ];
  expect(new Set(prints).size).toBe(prints.length);
});
