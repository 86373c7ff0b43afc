import { expect, test } from 'vitest';
import { shorten, shortenHeaders, shortenQuery } from './shorten.ts';

test('a secret becomes the head of its digest and keeps its scheme', () => {
  expect(shorten('opensesame')).toBe('sha256:d9fb92e3bbe6');
  expect(shorten('Bearer opensesame')).toBe('Bearer sha256:d9fb92e3bbe6');
  expect(shorten('Bearer-API opensesame')).toBe('Bearer-API sha256:d9fb92e3bbe6');
});

test.each([
  'authorization',
  'proxy-authorization',
  'cookie',
  'api_access_token',
  'x-api-key',
  'apikey',
  'x-hub-signature',
])('%s is not shown', (name) => {
  const shown = shortenHeaders(new Headers({ [name]: 'opensesame', accept: 'text/html' }));
  expect(shown).toEqual({ [name]: 'sha256:d9fb92e3bbe6', accept: 'text/html' });
});

test('a query keeps its order and loses its secrets', () => {
  expect(shortenQuery(new URLSearchParams('page=2&access_token=opensesame&page=3'))).toBe(
    'page=2&access_token=sha256%3Ad9fb92e3bbe6&page=3',
  );
  expect(shortenQuery(new URLSearchParams(''))).toBeUndefined();
});
