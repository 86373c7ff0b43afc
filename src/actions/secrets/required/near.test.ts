import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearName } from './near.ts';

test.each([
  ['SUPABASE_SERVICE_ROLE_KEY', 'SUPABASE_SERVICE_KEY'],
  ['SHOPIFY_SHOP_DOMAIN', 'SHOPIFY_STORE_DOMAIN'],
  ['PUBLER_APIKEY', 'PUBLER_API_KEY'],
  ['STRIPE_KEY', undefined],
  ['CHATWOOT_URL', undefined],
])('near %s is %s', (name, expected) => {
  const known = ['CHATWOOT_API_TOKEN', 'PUBLER_API_KEY', 'SHOPIFY_STORE_DOMAIN', 'SUPABASE_SERVICE_KEY'];
  expect(nearName(name, known)).toBe(expected);
});

test('what is near is another name, and one that is known', () => {
  const name = fc
    .array(fc.constantFrom('A', 'KEY', 'TOKEN', 'X1'), { minLength: 1, maxLength: 4 })
    .map((words) => words.join('_'));
  fc.assert(
    fc.property(name, fc.array(name), (asked, known) => {
      const near = nearName(asked, known);
      expect(near === undefined || (near !== asked && known.includes(near))).toBe(true);
    }),
  );
});
