import { expect, test } from 'vitest';
import { Secret } from '../../core/secret.ts';
import { authorizationOf, type FlyHost } from './authorization.ts';

test.each<[string, FlyHost, string]>([
  ['fo1_a', 'machines', 'Bearer fo1_a'],
  ['fo1_a', 'graphql', 'Bearer fo1_a'],
  ['FlyV1 fm2_a', 'machines', 'FlyV1 fm2_a'],
  ['fm2_a', 'web', 'Bearer fm2_a'],
  ['fm1r_a,fm2_b,fo1_c', 'machines', 'FlyV1 fm1r_a,fm2_b'],
  ['fm1r_a,fo1_c', 'graphql', 'FlyV1 fm1r_a,fo1_c'],
  ['FlyV1 fm1r_a,fo1_c', 'web', 'Bearer fm1r_a,fo1_c'],
])('%s to %s', (token, host, expected) => {
  expect(authorizationOf(new Secret('t', token), host).reveal()).toBe(expected);
});
