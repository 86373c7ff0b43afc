import { z } from 'zod';

/** What a receiver of webhooks can be told of itself. */
export const givenSchema = z.strictObject({
  /** How old a signed moment may be, in seconds. */
  tolerance: z.number().positive().default(300),
});
