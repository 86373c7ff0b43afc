import { z } from 'zod';
import { channel } from './channels/settings.ts';
import { duration, milliseconds } from './duration.ts';
import type { Policy } from './incidents/policy.ts';

const atLeastOne = z.number().int().positive();
const names = z.array(z.string().min(1)).min(1);

const incidents = z
  .strictObject({
    opens: z
      .strictObject({ fails: atLeastOne, of: atLeastOne })
      .refine(({ fails, of }) => fails <= of, 'more would have to fail than are looked at')
      .default({ fails: 1, of: 1 })
      .describe('An incident opens when `fails` of the last `of` results are not up. A check tries again by itself.'),
    closesAfter: atLeastOne.default(1).describe('It closes when so many results in a row are up.'),
    noDataAfter: atLeastOne.default(1).describe('After so many `unknown` in a row: an incident of its own.'),
    flapping: z
      .strictObject({ flips: atLeastOne.min(2), of: atLeastOne, calmAfter: atLeastOne.min(2) })
      .refine(({ flips, of }) => flips < of, 'so few results have no room for so many flips')
      .default({ flips: 4, of: 8, calmAfter: 3 })
      .describe(
        'So many flips among the last `of` results are told once, and no more until `calmAfter` results agree.',
      ),
    reminders: z
      .strictObject({ first: duration, factor: z.number().min(1).max(10), most: duration })
      .default({ first: '20h', factor: 2, most: '7d' })
      .describe('While it lasts: after `first` without a word, then `factor` times as long, `most` at the most.'),
  })
  .prefault({});

const maintenance = z
  .strictObject({
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
    why: z.string().min(1),
    environments: names.optional().describe('All when absent.'),
    checks: names.optional().describe('All when absent.'),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), 'it ends before it begins');

/** The config's section `notify`. Without channels nobody is told anything. */
export const notifySettings = z.strictObject({
  channels: z
    .record(z.string().regex(/^[a-z][a-z0-9-]*$/u, 'is no name of a channel: small letters, digits and `-`'), channel)
    .default({})
    .describe('Who is told, and how. Each stands for itself: one that fails keeps none of the others waiting.'),
  incidents: incidents.describe('When somebody is told.'),
  maintenance: z.array(maintenance).default([]).describe('While one lasts nothing opens, closes or reminds.'),
  staleAfter: duration
    .optional()
    .describe(
      'A check whose newest result is older than that: no data. By the rhythm of its own runs when absent: half as long again as usual, or left out when its turn was.',
    ),
  runbooks: z
    .record(z.string(), z.string().min(1))
    .default({})
    .describe("By a check's name, `all` for the rest: a URL, or a path in the workspace."),
  artifacts: z
    .url({ protocol: /^https?$/u })
    .optional()
    .describe(
      'Where the workspace can be looked at, such as https://github.com/acme/shop/blob/main/: links lead there.',
    ),
});

export type NotifySettings = z.infer<typeof notifySettings>;

export function policyOf({ incidents, maintenance }: NotifySettings): Policy {
  const { first, factor, most } = incidents.reminders;
  return {
    ...incidents,
    reminders: { firstMs: milliseconds(first), factor, mostMs: milliseconds(most) },
    maintenance: maintenance.map(({ from, until, environments, checks }) => ({
      from: Date.parse(from),
      until: Date.parse(until),
      environments,
      checks,
    })),
  };
}
