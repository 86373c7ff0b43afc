import { expect, it } from 'vitest';
import { z } from 'zod';
import { wordsOfIssue } from './input-words.ts';

const many = z.union([
  z.array(z.string().min(1)).min(1),
  z
    .string()
    .min(1)
    .transform((value) => [value]),
]);
const input = z.strictObject({
  scripts: many.describe('names of npm scripts').optional(),
  plain: many.optional(),
  either: z.union([z.number(), z.boolean()]).optional(),
  day: z.iso.date().optional(),
  inner: z.strictObject({ scripts: many }).optional(),
});

it.each([
  [{ scripts: '' }, 'it takes one value or a list: names of npm scripts'],
  [{ scripts: { a: 1 } }, 'it takes one value or a list: names of npm scripts'],
  [{ plain: 3 }, 'it takes one value or a list'],
  [
    { either: 'x' },
    'Invalid input: expected number, received string, or Invalid input: expected boolean, received string',
  ],
  [{ day: 'tomorrow' }, 'Invalid ISO date'],
  [
    { inner: { scripts: '' } },
    'Invalid input: expected array, received string, or Too small: expected string to have >=1 characters',
  ],
])('%j: %s', (value, words) => {
  expect(input.safeParse(value).error?.issues.map((issue) => wordsOfIssue(issue, input))).toEqual([words]);
});
