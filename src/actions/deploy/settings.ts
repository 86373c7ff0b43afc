import { z } from 'zod';
import { secretReference } from '../../core/secret-reference.ts';

const url = z.url({ protocol: /^https?$/ });
const duration = z.string().regex(/^[1-9]\d{0,5}[smhd]$/u, 'is no duration such as `30m`, `20h` or `7d`');

/** Minutes of a day, `HH:MM`. */
const time = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/u, 'is no time of day such as `09:30`');

export const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

const window = z.strictObject({
  days: z.array(z.enum(weekdays)).min(1).describe('On which days.'),
  from: time.describe('UTC.'),
  to: time.describe('UTC, after `from`.'),
});

const app = z.strictObject({
  app: z.string().regex(/^[a-z0-9-]+$/, 'is no name of a Fly app'),
  organization: z.string().min(1).optional().describe('The slug of its organisation; any other one is refused.'),
  config: z.string().min(1).default('fly.toml').describe('Its fly.toml, from the workspace’s root.'),
  imageFrom: z.string().min(1).optional().describe('The environment whose image it is given: `staging`.'),
  probe: z
    .strictObject({
      url: url.describe('Answers JSON that tells which image runs.'),
      at: z.string().min(1).default('release').describe('Where in it, with dots: what `FLY_IMAGE_REF` has.'),
    })
    .optional()
    .describe('What tells from outside that the new release answers. Without it a deploy is `unknown`.'),
  window: z.array(window).min(1).optional().describe('When it may be deployed; always when absent.'),
});

/** Each is a line of gates/registry.ts; one that an area does not have yet says so, and is not green. */
export const gateNames = ['image', 'window', 'backup', 'database', 'health'] as const;

/** The config's section `deploy`. */
export const deploySettings = z.strictObject({
  apps: z.record(z.string(), app).default({}).describe('The Fly app of each environment.'),
  token: secretReference
    .prefault({ secret: 'fly_api_token' })
    .describe('A deploy token of the environment’s app: it may deploy, and nothing else.'),
  api: url.default('https://api.machines.dev').describe('The Machines API.'),
  web: url.default('https://api.fly.io').describe('GraphQL and release records.'),
  by: z
    .enum(['flyctl', 'api'])
    .optional()
    .describe('What brings an image forward; flyctl where it is on the PATH, when absent.'),
  deadline: duration.default('5m').describe('Until when every machine must be well; after that it is rolled back.'),
  gates: z
    .array(z.enum(gateNames))
    .default(['image', 'window', 'backup'])
    .describe('What must hold before a promotion.'),
  backupAge: duration.default('24h').describe('How old the newest drilled backup may be, for the gate `backup`.'),
});

export type DeploySettings = z.infer<typeof deploySettings>;
export type AppSettings = DeploySettings['apps'][string];
export type GateName = (typeof gateNames)[number];
