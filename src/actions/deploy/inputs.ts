import { z } from 'zod';

/** The kinds of input that several of the area's actions take. */
export const strategyInput = z
  .enum(['rolling', 'immediate', 'canary', 'bluegreen'])
  .default('rolling')
  .describe('how flyctl goes from machine to machine; the API takes rolling and immediate');

export const imageInput = z
  .string()
  .optional()
  .describe('registry.fly.io/app@sha256:…; what the environment before runs when absent');

export const releaseInput = z.coerce
  .number()
  .int()
  .positive()
  .optional()
  .describe('the release to come back to; the last complete one of another image when absent');

export const databaseInput = z
  .enum(['keep', 'restore'])
  .optional()
  .describe(
    'the schema and the data: `restore` the backup that belongs to the release, or `keep` what is there; where migrations took something away since, it has to be said',
  );
