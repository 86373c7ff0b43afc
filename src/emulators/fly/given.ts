import { z } from 'zod';
import { publishedLimits } from './limits.ts';

/** What it can be told. */
export const givenSchema = z.strictObject({
  apps: z.array(z.string().min(1)).min(1).default(['example-staging']),
  organization: z.string().min(1).default('personal'),
  limits: z
    .strictObject({
      perSecond: z.number().default(publishedLimits.perSecond),
      burst: z.number().default(publishedLimits.burst),
    })
    .prefault({}),
});
