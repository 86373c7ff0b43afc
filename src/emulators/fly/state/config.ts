import { z } from 'zod';

const check = z.looseObject({
  type: z.string().nullish(),
  port: z.number().nullish(),
  grace_period: z.union([z.string(), z.number()]).nullish(),
});

const service = z.looseObject({
  internal_port: z.number().nullish(),
  autostart: z.boolean().nullish(),
  checks: z.array(check).nullish(),
});

/** What is read of a machine's config; all of it is kept. */
export const machineConfig = z.looseObject({
  image: z.string().min(1),
  metadata: z.record(z.string(), z.string()).nullish(),
  checks: z.record(z.string(), check).nullish(),
  services: z.array(service).nullish(),
  restart: z.looseObject({ policy: z.string().nullish(), max_retries: z.number().nullish() }).nullish(),
  auto_destroy: z.boolean().nullish(),
  mounts: z.array(z.looseObject({ volume: z.string().nullish() })).nullish(),
});

export type MachineConfig = z.infer<typeof machineConfig>;

export interface ConfiguredCheck {
  /** As Fly shows it: its own name, or `servicecheck-00-http-8080`. */
  readonly name: string;
  readonly graceMs: number;
}

export function checksOf({ checks, services }: MachineConfig): readonly ConfiguredCheck[] {
  const own = Object.entries(checks ?? {}).map(([name, each]) => ({ name, graceMs: millis(each.grace_period) }));
  const ofServices = (services ?? []).flatMap(({ checks: list, internal_port: port }) =>
    (list ?? []).map((each) => ({ ...each, port: each.port ?? port ?? 0 })),
  );
  return [
    ...own,
    ...ofServices.map(({ type, port, grace_period }, at) => ({
      name: `servicecheck-${String(at).padStart(2, '0')}-${type ?? 'tcp'}-${port}`,
      graceMs: millis(grace_period),
    })),
  ];
}

const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, ns: 0.000_001 };

/** As Go writes durations, `1m0s`; a number is of nanoseconds. */
export function millis(duration: string | number | null | undefined): number {
  if (typeof duration !== 'string') return (duration ?? 0) / 1_000_000;
  const parts = duration.matchAll(/(?<count>\d+(?:\.\d+)?)(?<unit>h|ms|m|s|us|ns)/gu);
  return [...parts].reduce(
    (sum, { groups = {} }) => sum + Number(groups['count']) * (units[groups['unit'] ?? ''] ?? 0),
    0,
  );
}

/** Whether it is there to run one command and end: a release command, for one. */
export function isCommand({ metadata }: MachineConfig): boolean {
  const group = metadata?.['fly_process_group'] ?? '';
  return /^fly_app_(?:release|test_machine)_command$/u.test(group);
}
