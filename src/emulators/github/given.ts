import { z } from 'zod';
import { publishedLimits } from './limits.ts';

/** What it can be told. */
export const givenSchema = z.strictObject({
  repository: z
    .string()
    .regex(/^[\w.-]+\/[\w.-]+$/u)
    .default('example/app'),
  environments: z.array(z.string()).default(['staging', 'production']),
  /** GitHub's own names of permissions; all of them when absent. */
  permissions: z.record(z.string(), z.enum(['read', 'write'])).optional(),
  /** What becomes of labels that come with a new issue: dropped without a word where the token has no say over them. */
  labels: z.enum(['kept', 'dropped']).default('kept'),
  /** How long readers do not see what was written. */
  lagMs: z.number().nonnegative().default(0),
  /** Published limits when absent. */
  limits: z
    .strictObject({
      hourly: z.number().default(publishedLimits.hourly),
      points: z.number().default(publishedLimits.points),
      contentMinute: z.number().default(publishedLimits.contentMinute),
      contentHour: z.number().default(publishedLimits.contentHour),
    })
    .prefault({}),
});
