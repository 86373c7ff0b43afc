import { checksNow } from '../state/checks.ts';
import type { Conditions } from '../state/behaviour.ts';
import { leaseOf } from '../state/lease.ts';
import { current, isGone, type Machine, type MachineVersion } from '../state/machine.ts';
import type { FlyApp } from '../state/state.ts';

export interface Showing {
  readonly app: FlyApp;
  readonly now: number;
  readonly conditions: Conditions;
  readonly withLeases?: boolean;
}

/** A machine as the Machines API has it. */
export function shown(machine: Machine, showing: Showing) {
  const { now } = showing;
  const version = current(machine);
  const reachable = isReachable(machine, showing);
  const lease = leaseOf(machine, now);
  return {
    id: machine.id,
    name: machine.name,
    state: machine.state,
    region: machine.region,
    instance_id: version.version,
    version: version.version,
    image_ref: imageRefOf(version),
    private_ip: machine.privateIp,
    created_at: iso(machine.createdAt),
    updated_at: iso(machine.updatedAt),
    ...(reachable ? { config: version.config } : { incomplete_config: version.config }),
    events: machine.events,
    ...(isGone(machine) ? {} : { checks: checksNow(machine, now) }),
    host_status: reachable ? 'ok' : 'unreachable',
    cordoned: machine.cordoned,
    ...(showing.withLeases === true && lease !== undefined
      ? { lease: { owner: lease.owner, description: lease.description, expires_at: lease.expiresAt / 1000 } }
      : {}),
  };
}

export function imageRefOf({ image, reference }: MachineVersion) {
  const { registry, repository } = image;
  const tag = reference.tag ?? image.tags[0];
  return { registry, repository, ...(tag === undefined ? {} : { tag }), digest: image.digest, labels: image.labels };
}

/** Of the last of its regions nothing is heard, while that is so. */
export function isReachable({ region }: Machine, { app, conditions }: Showing): boolean {
  if (!conditions.has('region-unreachable')) return true;
  const regions = app.machines.filter((machine) => !isGone(machine)).map((machine) => machine.region);
  return region !== regions.toSorted().at(-1);
}

export function iso(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}
