import { z } from 'zod';

/** Kept whole: it goes back as it came. https://docs.machines.dev, MachineConfig */
export const machineConfig = z.looseObject({
  image: z.string(),
  env: z.record(z.string(), z.string()).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
  mounts: z.array(z.looseObject({ volume: z.string().optional() })).optional(),
  checks: z.record(z.string(), z.json()).optional(),
  services: z.array(z.looseObject({ checks: z.array(z.json()).nullish() })).optional(),
});

const exitEvent = z.object({
  exit_code: z.number().optional(),
  oom_killed: z.boolean().optional(),
  requested_stop: z.boolean().optional(),
  restarting: z.boolean().optional(),
});

const event = z.object({
  type: z.string(),
  status: z.string().default(''),
  /** Milliseconds since 1970. */
  timestamp: z.number(),
  request: z
    .object({
      exit_event: exitEvent.optional(),
      MonitorEvent: z.object({ exit_event: exitEvent.optional() }).nullish(),
      restart_count: z.number().optional(),
    })
    .nullish(),
});

const check = z.object({ name: z.string(), status: z.string(), output: z.string().nullish() });

export const machine = z.object({
  id: z.string(),
  name: z.string().default(''),
  state: z.string(),
  region: z.string().default(''),
  /** A version of the machine: every update makes a new one. */
  instance_id: z.string(),
  image_ref: z.object({
    registry: z.string().default(''),
    repository: z.string().default(''),
    tag: z.string().nullish(),
    digest: z.string().nullish(),
  }),
  config: machineConfig.nullish(),
  /** Instead of it, while its host does not answer. */
  incomplete_config: machineConfig.nullish(),
  events: z.array(event).nullish(),
  checks: z.array(check).nullish(),
  host_status: z.string().default('ok'),
});

export const machineList = z.array(machine);
export const machineVersions = z.array(z.object({ version: z.string(), user_config: machineConfig }));

/** Documented flat; what answers is an envelope: flyctl and the docs' samples agree on it. */
export const lease = z.object({
  status: z.literal('success'),
  data: z.object({ nonce: z.string(), expires_at: z.number(), owner: z.string().optional() }),
});

export const done = z.unknown();
export const appAnswer = z.object({
  name: z.string(),
  status: z.string(),
  organization: z.object({ slug: z.string() }),
});

export type MachineConfig = z.infer<typeof machineConfig>;
export type RawMachine = z.infer<typeof machine>;
