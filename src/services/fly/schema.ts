import { z } from 'zod';

/** What is read of the Machines API's answers: https://fly.io/docs/machines/api/secrets-resource/ */
export const secretRow = z.object({ name: z.string(), digest: z.string(), updated_at: z.string().optional() });
export const secretList = z.object({ secrets: z.array(secretRow) });
export const secretsChanged = z.object({ secrets: z.array(secretRow).default([]), version: z.number() });
/** The Machines API says `error`; of a lease that is held `message`, and who holds it. */
export const apiError = z.object({
  error: z.string().optional(),
  message: z.string().optional(),
  data: z.object({ owner: z.string().optional(), expires_at: z.number().optional() }).optional(),
});
