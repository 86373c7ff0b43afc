import { z } from 'zod';
import { publishedLimits } from './limits.ts';
import { releaseStatuses } from './state/releases.ts';

const milliseconds = z.number().nonnegative();

/** An image in the registry, and how a launch of it goes. */
const image = z.strictObject({
  /** `registry.fly.io/shop:v2`; its digest is made of that when none is given. */
  ref: z.string().min(1),
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/u)
    .optional(),
  /** What the app in it says of itself at its own door; the tag when absent. */
  reports: z.string().optional(),
  bytes: z.number().int().positive().default(41_943_040),
  labels: z.record(z.string(), z.string()).default({}),
  /** Whether the registry has it no more. */
  gone: z.boolean().default(false),
  /** The emulator's own `bootMs` when absent. */
  bootMs: milliseconds.optional(),
  starts: z.boolean().default(true),
  crashesAfterMs: milliseconds.optional(),
  exitCode: z.number().int().default(1),
  checks: z.enum(['pass', 'never', 'flap']).default('pass'),
  checksPassAfterMs: milliseconds.default(0),
  commandExitCode: z.number().int().default(0),
  commandMs: milliseconds.default(500),
});

const release = z.strictObject({
  image: z.string().min(1),
  version: z.number().int().positive().optional(),
  status: z.enum(releaseStatuses).default('complete'),
  strategy: z.string().default('ROLLING'),
  createdAt: z.iso.datetime().optional(),
  /** The app's own when absent. */
  definition: z.json().optional(),
});

const machine = z.strictObject({
  id: z
    .string()
    .regex(/^[0-9a-f]{14}$/u)
    .optional(),
  region: z.string().optional(),
  /** The newest complete release's when absent. */
  image: z.string().optional(),
  state: z.enum(['started', 'stopped', 'suspended', 'created']).default('started'),
  processGroup: z.string().default('app'),
  /** Whether a volume of its own is attached to it. */
  volume: z.boolean().default(false),
});

const app = z.strictObject({
  name: z.string().min(1),
  organization: z.string().min(1).optional(),
  status: z.enum(['deployed', 'suspended', 'pending']).default('deployed'),
  regions: z.array(z.string().min(1)).min(1).default(['iad']),
  machines: z.union([z.number().int().nonnegative(), z.array(machine)]).default(2),
  /** The oldest first; a complete one of the app's first image when absent. */
  releases: z.array(release).optional(),
  /** The config of its releases, as fly.toml in JSON. */
  definition: z.json().optional(),
  secrets: z.record(z.string(), z.string()).default({}),
});

/** What it can be told. */
export const givenSchema = z.strictObject({
  apps: z
    .array(z.union([z.string().min(1), app]))
    .min(1)
    .prefault([{ name: 'example-staging', machines: 1 }, { name: 'example-production' }]),
  organization: z.string().min(1).default('personal'),
  images: z.array(image).default([]),
  bootMs: milliseconds.default(2000),
  latencyMs: milliseconds.default(0),
  user: z.string().min(1).default('deployer@example.test'),
  limits: z
    .strictObject({
      perSecond: z.number().default(publishedLimits.perSecond),
      burst: z.number().default(publishedLimits.burst),
    })
    .prefault({}),
});

export type FlyGiven = z.infer<typeof givenSchema>;
export type GivenApp = z.infer<typeof app>;
export type GivenImage = z.infer<typeof image>;
export type GivenMachine = z.infer<typeof machine>;
export type GivenRelease = z.infer<typeof release>;
