import { z } from 'zod';

/** What an Alertmanager can be told of itself. */
export const givenSchema = z.strictObject({
  /** Where it is served below its origin, as behind `--web.route-prefix`. */
  prefix: z
    .string()
    .regex(/^(?:\/[\w-]+)*$/u)
    .default(''),
});
