import { expect, test } from 'vitest';
import { z } from 'zod';
import { defineCheck, type NeededName } from '../../core/action.ts';
import { neededSecrets } from './needed.ts';

const names: readonly NeededName[] = [
  'own',
  { name: 'shared', shared: true },
  { name: 'certain', environment: 'staging' },
  { name: 'each', otherwiseOf: ['production', 'staging'] },
];
const action = defineCheck({
  id: 'a.check',
  summary: 'Need secrets',
  effects: 'none',
  needs: { secrets: names },
  recognises: [],
  input: z.strictObject({}),
  check: async () => ({ verdict: 'verified' }),
});

test.each<[string | undefined, readonly string[]]>([
  ['production', ['certain staging', 'each production', 'own production', 'shared']],
  [undefined, ['certain staging', 'each production', 'each staging', 'own', 'shared']],
])('what is needed in the environment %s', async (environment, expected) => {
  const step = { action: 'a.check', ...(environment === undefined ? {} : { environment }) };
  const catalogue = { ids: ['a.check'], load: async () => action };
  const needed = await neededSecrets([step], catalogue, () => undefined);
  expect(needed.map((each) => [each.name, each.environment ?? []].flat().join(' '))).toEqual(expected);
});
