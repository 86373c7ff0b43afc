import { z } from 'zod';

/** How `prestage health watch` does it; what it asks are the checks. */
export const watchSettings = z.strictObject({
  host: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('Where /metrics and /health are served; on loopback alone unless this names another address.'),
  port: z.int().min(0).max(65_535).default(9925).describe('0 is a free one.'),
  jitter: z
    .number()
    .min(0)
    .max(0.5)
    .default(0.1)
    .describe('The part of `every` by which an asking is moved at random, so that checks do not march in step.'),
  archiveEvery: z
    .number()
    .positive()
    .max(1440)
    .default(60)
    .describe('Minutes after which a record is archived although nothing has changed.'),
});
