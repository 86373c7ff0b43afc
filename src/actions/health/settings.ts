import { z } from 'zod';
import { certificateSettings } from './kinds/certificate/settings.ts';
import { chatwootSettings } from './kinds/chatwoot/settings.ts';
import { httpSettings } from './kinds/http/settings.ts';
import { postgresSettings } from './kinds/postgres/settings.ts';
import { publerSettings } from './kinds/publer/settings.ts';
import { watchSettings } from './watch/settings.ts';

/** What every check may say, whatever its kind. */
const common = {
  environments: z.array(z.string().min(1)).min(1).optional().describe('Where it is run; everywhere when absent.'),
  timeout: z.int().positive().max(300_000).default(10_000).describe('Milliseconds that the whole check may take.'),
  retries: z
    .int()
    .min(0)
    .max(5)
    .default(2)
    .describe('How often a request that got no answer, or an answer that asks for it, is tried again.'),
  degradedAfter: z.int().positive().optional().describe('Milliseconds in all after which it counts as slow.'),
  every: z
    .number()
    .min(0.1)
    .max(86_400)
    .default(60)
    .describe('Seconds from one asking to the next, of `prestage health watch`.'),
};

function checkOf<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, settings: z.ZodObject<Shape>) {
  return z.strictObject({ kind: z.literal(kind), ...common, ...settings.shape });
}

/** One line a kind; its code is loaded by kinds/registry.ts. */
const check = z.discriminatedUnion('kind', [
  checkOf('certificate', certificateSettings),
  checkOf('chatwoot', chatwootSettings),
  checkOf('http', httpSettings),
  checkOf('postgres', postgresSettings),
  checkOf('publer', publerSettings),
]);

const checkName = z.string().regex(/^[a-z][a-z0-9_-]*$/, 'is no name of a check: small letters, digits, - and _');

/** The config's section `health`. */
export const healthSettings = z.strictObject({
  control: z
    .strictObject({ url: z.url({ protocol: /^https?$/ }) })
    .optional()
    .describe('What always answers: when it does not either, it is this machine that is cut off.'),
  checks: z.record(checkName, check).default({}),
  watch: watchSettings.prefault({}).describe('Of `prestage health watch`.'),
});

export type HealthSettings = z.infer<typeof healthSettings>;
export type CheckSettings = HealthSettings['checks'][string];

/** What its kind has to say, without what all checks have. */
export function ownSettings(settings: CheckSettings): object {
  const names = new Set(['kind', ...Object.keys(common)]);
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.has(name)));
}
