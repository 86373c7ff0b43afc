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
  runbook: z
    .strictObject({
      file: z.string().min(1).default('docs/runbooks/production_deployment.md').describe('The runbook of deploys.'),
      guardrails: z
        .array(z.string().min(1))
        .default([])
        .describe('Files with the rules that hold for it: it links to them.'),
      approves: z.string().min(1).optional().describe('Who decides about production, in words.'),
    })
    .prefault({}),
});

export type DailySettings = z.infer<typeof reportSettings>['daily'];
export type RunbookSettings = z.infer<typeof reportSettings>['runbook'];
