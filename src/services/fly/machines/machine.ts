import type { MachineConfig, RawMachine } from './schema.ts';

export interface MachineEvent {
  readonly type: string;
  readonly status: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly exit?: {
    readonly code: number;
    readonly isAsked: boolean;
    readonly isOutOfMemory: boolean;
    readonly restarts: number;
  };
}

export interface MachineCheck {
  readonly name: string;
  /** `passing`, `warning`, `critical`; of one that has not run yet what Fly says of it. */
  readonly status: string;
  readonly output: string;
}

/** A machine as it was at one moment. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly state: string;
  readonly region: string;
  /** Of the machine: every update makes a new one. */
  readonly version: string;
  /** Of the image that it was made with; empty when Fly does not say. */
  readonly digest: string;
  readonly group: string;
  readonly config: MachineConfig;
  /** The release that it says it is of. */
  readonly release?: string;
  /** Newest first. */
  readonly events: readonly MachineEvent[];
  readonly checks: readonly MachineCheck[];
  readonly isReachable: boolean;
  readonly hasVolume: boolean;
}

export function machineOf(raw: RawMachine): Machine {
  const { events, checks, image_ref: image } = raw;
  const config = raw.config ?? raw.incomplete_config ?? { image: '' };
  const release = config.metadata?.['fly_release_id'];
  return {
    id: raw.id,
    name: raw.name,
    state: raw.state,
    region: raw.region,
    version: raw.instance_id,
    digest: image.digest ?? '',
    group: config.metadata?.['fly_process_group'] ?? 'app',
    config,
    ...(release === undefined ? {} : { release }),
    events: (events ?? []).map(eventOf).toSorted((a, b) => b.at - a.at),
    checks: (checks ?? []).map(({ name, status, output }) => ({ name, status, output: output ?? '' })),
    isReachable: raw.host_status === 'ok',
    hasVolume: (config.mounts ?? []).length > 0,
  };
}

function eventOf({ type, status, timestamp, request }: NonNullable<RawMachine['events']>[number]): MachineEvent {
  const exit = request?.exit_event ?? request?.MonitorEvent?.exit_event;
  const base = { type, status, at: timestamp };
  if (exit === undefined) return base;
  return {
    ...base,
    exit: {
      code: exit.exit_code ?? 0,
      isAsked: exit.requested_stop ?? false,
      isOutOfMemory: exit.oom_killed ?? false,
      restarts: request?.restart_count ?? 0,
    },
  };
}

/** Whether its config has a check at all: without one nothing is known of what runs on it. */
export function hasChecks({ config }: Pick<Machine, 'config'>): boolean {
  const ofServices = (config.services ?? []).some(({ checks }) => (checks ?? []).length > 0);
  return ofServices || Object.keys(config.checks ?? {}).length > 0;
}

/** Stopped, and not by falling over: nobody asked it for anything, or somebody wanted it so. */
export function isAtRest({ state, events }: Pick<Machine, 'state' | 'events'>): boolean {
  const exit = events.find((event) => event.exit !== undefined)?.exit;
  const hasFallen = exit !== undefined && !exit.isAsked && exit.code !== 0;
  return (state === 'stopped' || state === 'suspended') && !hasFallen;
}
