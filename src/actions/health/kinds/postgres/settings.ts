import { z } from 'zod';
import { condition } from '../../conditions/condition.ts';
import { pathText } from '../../conditions/path.ts';

export const postgresSettings = z.strictObject({
  sql: z
    .string()
    .min(1)
    .default('select 1 as answer')
    .describe("One question to the environment's database, asked in a read-only transaction."),
  conditions: z
    .array(condition)
    .default([])
    .describe('What the rows must be like, as JSON: `{ at: "$[0].count", atLeast: 1 }`.'),
  fields: z.record(z.string(), pathText).default({}).describe('Values of the rows that records keep, by name.'),
});

export type PostgresSettings = z.infer<typeof postgresSettings>;
