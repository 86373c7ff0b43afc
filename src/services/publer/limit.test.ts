import { expect, test } from 'vitest';
import { readLimit, readReset } from './limit.ts';

test('what is left and until when, in UTC', () => {
  const headers = { 'x-ratelimit-limit': '100', 'x-ratelimit-remaining': '7', 'x-ratelimit-reset': '1760676000' };
  expect(readLimit(headers)).toEqual({ limit: 100, remaining: 7, resetsAt: '2025-10-17T04:40:00.000Z' });
});

test.each([
  ['nothing', {}],
  ['half of it', { 'x-ratelimit-limit': '100' }],
  ['no number', { 'x-ratelimit-limit': 'many', 'x-ratelimit-remaining': '1' }],
  ['a limit of none', { 'x-ratelimit-limit': '0', 'x-ratelimit-remaining': '0' }],
])('%s says nothing', (_what, headers) => {
  expect(readLimit(headers)).toBeUndefined();
});

test('a reset that no clock shows is none', () => {
  expect(readReset({ 'x-ratelimit-reset': '99999999999999' })).toBeUndefined();
});
