import { z } from 'zod';
import type { Json } from '../../../core/json.ts';
import { machineConfig, type MachineConfig } from '../state/config.ts';
import type { Release } from '../state/releases.ts';

const check = z.looseObject({});
const read = z.looseObject({
  primary_region: z.string().default('iad'),
  env: z.record(z.string(), z.string()).default({}),
  checks: z.record(z.string(), check).optional(),
  http_service: z
    .looseObject({ internal_port: z.number().default(8080), checks: z.array(check).default([]) })
    .optional(),
  services: z.array(z.looseObject({})).default([]),
});

interface Part {
  readonly image: string;
  readonly release: Release;
  readonly processGroup: string;
  readonly volume?: string;
}

/** A machine's config as flyctl makes it of a release's definition, as far as the emulator has to know. */
export function configOf(definition: Json, { image, release, processGroup, volume }: Part): MachineConfig {
  const { primary_region, env, checks, http_service: http, services } = read.parse(definition);
  const own = http === undefined ? [] : [httpService(http.internal_port, http.checks)];
  return machineConfig.parse({
    image,
    env: { FLY_PROCESS_GROUP: processGroup, PRIMARY_REGION: primary_region, ...env },
    guest: { cpu_kind: 'shared', cpus: 1, memory_mb: 256 },
    init: {},
    restart: { policy: 'on-failure', max_retries: 10 },
    metadata: {
      fly_flyctl_version: '0.4.87',
      fly_platform_version: 'v2',
      fly_process_group: processGroup,
      fly_release_id: release.id,
      fly_release_version: String(release.version),
    },
    ...(checks === undefined ? {} : { checks }),
    services: [...own, ...services],
    ...(volume === undefined ? {} : { mounts: [{ volume, path: '/data', name: 'data', encrypted: true, size_gb: 1 }] }),
  });
}

function httpService(port: number, checks: readonly z.infer<typeof check>[]) {
  return {
    protocol: 'tcp',
    internal_port: port,
    autostop: false,
    autostart: true,
    min_machines_running: 1,
    ports: [
      { port: 80, handlers: ['http'], force_https: true },
      { port: 443, handlers: ['http', 'tls'] },
    ],
    checks: checks.map((each) => ({ type: 'http', ...each })),
    force_instance_key: null,
  };
}
