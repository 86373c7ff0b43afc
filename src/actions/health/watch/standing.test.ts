import { expect, it } from 'vitest';
import { shownResult, type Standing } from './standing.ts';

const standing: Standing = {
  check: 'shop',
  environment: 'staging',
  latest: {
    check: 'shop',
    kind: 'http',
    environment: 'staging',
    startedAt: '2026-01-02T03:04:05.000Z',
    durationMs: 3,
    state: 'pass',
    summary: 'answered as wanted in 3 ms',
    steps: [],
  },
  passedAt: 1,
  endedAt: 1,
  lateMs: 0,
  everyMs: 60_000,
};

it.each([
  ['in time', 0, 'pass'],
  ['late by less than its measure', 60_000, 'pass'],
  ['late by more', 60_001, 'unknown'],
])('a check that passed and is %s is %s', (_, lateMs, state) => {
  expect(shownResult({ ...standing, lateMs })?.state).toBe(state);
});

it('says why it is no longer known', () => {
  expect(shownResult({ ...standing, lateMs: 90_000 })).toMatchObject({
    code: 'stale',
    summary: 'it should have been asked again 90 s ago',
  });
});
