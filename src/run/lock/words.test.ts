import { describe, expect, it } from 'vitest';
import type { Lease } from './lease.ts';
import { duration, heldBy, lost, type Loss } from './words.ts';

const lease = (more: Partial<Lease> = {}): Lease => ({
  environment: 'staging',
  owner: 'ana@ci',
  reason: 'the run of launch.md',
  run: '20261123T031500Z-launch-3f9a',
  token: 3,
  acquired: '2026-11-23T03:15:00.000Z',
  heartbeat: '2026-11-23T03:19:00.000000Z',
  heldMs: 243_000,
  silentMs: 3_000,
  leftMs: 27_000,
  released: false,
  ...more,
});
const unlock = { by: 'eve@desk', reason: 'ana is on a plane', at: '2026-11-23T03:20:00.000Z' };
const failure = {
  code: 'x',
  what: 'The database db:1/x cannot be reached',
  why: 'ECONNREFUSED',
  fix: 'See that it runs.',
};

describe('who has just been stopped reads', () => {
  it('who holds it, since when, what for, and what to do', () => {
    expect(heldBy(lease())).toEqual({
      code: 'lock.held',
      what: 'staging is locked by ana@ci',
      why: 'since 2026-11-23 03:15:00 UTC (4 min) for the run of launch.md, run 20261123T031500Z-launch-3f9a; last heard of 3 s ago',
      fix: 'Wait until it is done, then start again. When it is dead, the lock ends by itself in 27 s; to end it now: prestage unlock staging --reason "…"',
    });
  });

  const losses: [string, Loss, readonly string[]][] = [
    [
      'taken',
      { kind: 'taken', holder: lease({ owner: 'bob@pc' }), unlock: undefined },
      ['ran out', 'bob@pc holds it since'],
    ],
    [
      'taken after an unlock',
      { kind: 'taken', holder: lease({ owner: 'bob@pc' }), unlock },
      ['eve@desk ended it', 'on a plane', 'bob@pc'],
    ],
    ['ended', { kind: 'ended', unlock }, ['eve@desk ended it at 2026-11-23 03:20:00 UTC: ana is on a plane']],
    ['gone', { kind: 'gone' }, ['no longer in prestage.locks']],
    [
      'out of reach',
      { kind: 'unreachable', failure },
      ['cannot be reached: ECONNREFUSED', '--without-lock', 'prestage unlock'],
    ],
  ];
  it.each(losses)('how it was lost: %s', (_, loss, words) => {
    const { data, exitCode } = lost(lease(), loss);
    const text = [data.what, data.why, data.fix].join('\n');
    for (const word of [...words, 'staging', 'ana@ci had it since 2026-11-23 03:15:00 UTC', 'Nothing more was applied'])
      expect(text).toContain(word);
    expect([data.code, exitCode]).toEqual(['lock.lost', 1]);
  });
});

it.each([
  [-5, '0 s'],
  [59_400, '59 s'],
  [61_000, '1 min'],
  [7_200_000, '2 h'],
])('%i ms is %s', (ms, words) => expect(duration(ms)).toBe(words));
