import { z } from 'zod';
import { duration } from '../notify/duration.ts';

/** The config's section `report`. */
export const reportSettings = z.strictObject({
  daily: z
    .strictObject({
      to: z.string().min(1).default('artifacts/ops/daily').describe('The folder of the day reports.'),
      days: z.number().int().min(1).max(366).default(30).describe('How far back the figures go.'),
      objective: z
        .number()
        .gt(0)
        .lt(1)
        .default(0.99)
        .describe('The share of results that shall be good: what is left to 1 is the error budget.'),
      every: duration.default('26h').describe('Longer than that between two runs is a gap.'),
    })
    .prefault({}),
});

export type DailySettings = z.infer<typeof reportSettings>['daily'];
