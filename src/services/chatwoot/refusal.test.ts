import { expect, test } from 'vitest';
import { refusalOf, type Refusal } from './refusal.ts';

const said: readonly (readonly [words: string, body: unknown, Refusal])[] = [
  ['an unknown token', { error: 'Invalid Access Token' }, 'token-unknown'],
  ['an unknown token, as the platform API spells it', { error: 'Invalid access_token' }, 'token-unknown'],
  ['no token', { errors: ['You need to sign in or sign up before continuing.'] }, 'token-not-seen'],
  ['a bot', { error: 'Access to this endpoint is not authorized for bots' }, 'token-of-a-bot'],
  ['a stranger', { error: 'You are not authorized to access this account' }, 'not-a-member'],
  ['a suspended account', { error: 'Account is suspended' }, 'account-suspended'],
  ['a role without the right', { error: 'You are not authorized to do this action' }, 'not-permitted'],
  ['other words', { error: 'Nope' }, 'unclear'],
  ['a proxy’s page', undefined, 'unclear'],
  ['a list', [], 'unclear'],
  ['an envelope of another shape', { error: { code: 401 }, errors: [7] }, 'unclear'],
];

test.each(said)('the 401 of %s', (_who, body, refusal) => {
  expect(refusalOf(body)).toBe(refusal);
});
