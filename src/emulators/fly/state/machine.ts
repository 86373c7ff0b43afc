import type { MachineConfig } from './config.ts';
import type { Image, ImageReference } from './images.ts';
import type { Behaviour } from './behaviour.ts';

/** As https://fly.io/docs/machines/machine-states/ names them. */
export type MachineState =
  'created' | 'starting' | 'started' | 'stopping' | 'stopped' | 'suspended' | 'replacing' | 'destroying' | 'destroyed';

export interface ExitEvent {
  readonly exit_code: number;
  readonly oom_killed: boolean;
  readonly requested_stop: boolean;
  readonly restarting: boolean;
  readonly signal: number;
  readonly exited_at: string;
}

export interface MachineEvent {
  readonly id: string;
  readonly type: 'launch' | 'start' | 'exit' | 'update' | 'destroy' | 'cordon' | 'uncordon' | 'suspend';
  readonly status: string;
  readonly source: 'user' | 'flyd' | 'proxy';
  /** Milliseconds. */
  readonly timestamp: number;
  readonly request?: { readonly exit_event?: ExitEvent; readonly restart_count?: number };
}

export interface Lease {
  readonly nonce: string;
  readonly owner: string;
  readonly description: string;
  /** Milliseconds. */
  readonly expiresAt: number;
}

/** One configuration that a machine has or had. */
export interface MachineVersion {
  /** 26 characters that sort by time. */
  readonly version: string;
  readonly config: MachineConfig;
  readonly image: Image;
  readonly reference: ImageReference;
}

/** What happens to a machine next, and when: nothing runs meanwhile, the clock alone decides. */
export interface Due {
  readonly at: number;
  readonly step: 'rest' | 'boot' | 'run' | 'crash' | 'exit' | 'stop' | 'suspend' | 'destroy' | 'revert';
}

export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly region: string;
  readonly createdAt: number;
  readonly privateIp: string;
  updatedAt: number;
  state: MachineState;
  /** The newest last; the last is the one that it has. */
  versions: MachineVersion[];
  /** How this launch goes: its image's ways, and what was made to go wrong when it was asked for. */
  behaviour: Behaviour;
  /** The app's secrets version that it was launched with. */
  secretsVersion: number;
  cordoned: boolean;
  restarts: number;
  /** When it was last started, in milliseconds; absent while it is not. */
  startedAt?: number | undefined;
  due?: Due | undefined;
  lease?: Lease | undefined;
  /** Newest first, the last 50. */
  events: MachineEvent[];
}

/** The version that it has now. Every machine has one. */
export function current(machine: Machine): MachineVersion {
  const newest = machine.versions.at(-1);
  if (newest === undefined) throw new Error(`machine ${machine.id} has no version`);
  return newest;
}

export function isGone({ state }: Machine): boolean {
  return state === 'destroyed' || state === 'destroying';
}
