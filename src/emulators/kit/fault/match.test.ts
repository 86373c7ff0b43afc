import { expect, test } from 'vitest';
import { matcherOf } from './match.ts';

const call = (method: string, path: string) => ({ method, path });

test('a matcher that says nothing fits every call', () => {
  expect(matcherOf({})(call('CONNECT', ''))).toBe(true);
});

test('the method is compared without regard to case', () => {
  const fits = matcherOf({ method: 'post' });
  expect(fits(call('POST', '/posts'))).toBe(true);
  expect(fits(call('GET', '/posts'))).toBe(false);
});

test.each([
  ['/v1/apps/*', '/v1/apps/web', true],
  ['/v1/apps/*', '/v1/apps/web/machines', false],
  ['/v1/**', '/v1/apps/web/machines', true],
  ['/v1/**', '/v2/apps', false],
  ['/.well-known/*', '/.well-known/x', true],
  ['/**', '/.hidden/x', true],
  ['/posts', '/posts', true],
  ['/posts', '/posts/1', false],
  ['/a(b)', '/a(b)', true],
  ['*@example.test', 'qa@example.test', true],
  ['*@example.test', 'qa@example.org', false],
])('the glob %s and the path %s: %s', (glob, path, fits) => {
  expect(matcherOf({ path: glob })(call('GET', path))).toBe(fits);
});

test('a RegExp with the g flag fits every time, not every second time', () => {
  const fits = matcherOf({ path: /apps/g });
  expect([1, 2, 3].map(() => fits(call('GET', '/v1/apps')))).toEqual([true, true, true]);
});
