import { z } from 'zod';

/** What is read of the Machines API's answers: https://fly.io/docs/machines/api/secrets-resource/ */
export const secretRow = z.object({ name: z.string(), digest: z.string(), updated_at: z.string().optional() });
export const secretList = z.object({ secrets: z.array(secretRow) });
export const secretsChanged = z.object({ secrets: z.array(secretRow).default([]), version: z.number() });
export const apiError = z.object({ error: z.string() });
