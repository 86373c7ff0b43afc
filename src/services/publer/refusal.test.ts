import { expect, test } from 'vitest';
import { errorWords, refusalOf, type Refusal } from './refusal.ts';

const said: readonly (readonly [words: string, body: unknown, Refusal])[] = [
  ['an unknown key', { errors: ['Invalid API key'] }, 'key-unknown'],
  ['no right words', { errors: ['Unauthorized'] }, 'key-unknown'],
  ['a key or a plan', { errors: ['Invalid API key or not active for this account.'] }, 'key-or-plan'],
  ['a missing scope', { errors: ['Permission denied or missing required scope'] }, 'scope-missing'],
  ['a plan without it', { errors: ['Your plan does not include API access. Upgrade to Business.'] }, 'plan-lapsed'],
  ['an unpaid plan', { errors: ['requires analytics access or paying subscription'] }, 'plan-lapsed'],
  ['no workspace', { errors: ['Publer-Workspace-Id header is required'] }, 'workspace-header-missing'],
  ['another’s workspace', { errors: ["You don't have access on this workspace"] }, 'workspace-not-open'],
  ['words that name nothing', { errors: ['Permission denied'] }, 'unclear'],
  ['a page', undefined, 'unclear'],
];

test.each(said)('the refusal of %s', (_who, body, refusal) => {
  expect(refusalOf(body)).toBe(refusal);
});

test('both envelopes are read', () => {
  expect(errorWords({ errors: ['one', 'two', 3] })).toEqual(['one', 'two']);
  expect(errorWords({ error: 'Rate limit exceeded. Retry later.' })).toEqual(['Rate limit exceeded. Retry later.']);
});
