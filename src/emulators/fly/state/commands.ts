import { FlyError } from '../answers.ts';
import { behaviourOf, type Conditions } from './behaviour.ts';
import { isCommand, type MachineConfig } from './config.ts';
import { machineId, randomMachineId, ulid } from './ids.ts';
import { imageToLaunch, readReference } from './images.ts';
import { current, isGone, type Machine, type MachineVersion } from './machine.ts';
import type { FlyApp, FlyState } from './state.ts';
import { record } from './timeline.ts';

/** Where and when something is asked for, and what is so meanwhile. */
export interface Asked {
  readonly state: FlyState;
  readonly app: FlyApp;
  /** Milliseconds. */
  readonly now: number;
  readonly conditions: Conditions;
}

export interface LaunchWish {
  readonly config: MachineConfig;
  readonly name?: string | undefined;
  readonly region?: string | undefined;
  readonly skipLaunch: boolean;
  readonly cordoned: boolean;
  readonly minSecretsVersion: number;
}

/** A machine that was not there before. Throws a FlyError. */
export function launch(asked: Asked, wish: LaunchWish): Machine {
  const { app, now } = asked;
  const version = versionOf(asked, wish.config);
  refuseFutureSecrets(app, wish.minSecretsVersion);
  const id = randomMachineId();
  const machine: Machine = {
    id,
    name: wish.name ?? `quiet-river-${id.slice(0, 4)}`,
    region: wish.region ?? 'iad',
    createdAt: now,
    updatedAt: now,
    privateIp: privateIp(id),
    state: 'created',
    versions: [version],
    behaviour: behaviourOf(version.image.behaviour, asked.conditions),
    secretsVersion: app.secretsVersion,
    cordoned: wish.cordoned,
    restarts: 0,
    events: [],
  };
  record(machine, { type: 'launch', status: 'created', source: 'user', at: now });
  machine.due = wish.skipLaunch ? { at: now, step: 'rest' } : { at: now, step: 'boot' };
  attachVolumes(app, machine);
  app.machines.push(machine);
  return machine;
}

/** Another config for a machine: it has its new version at once, and is down until that has booted. */
export function update(asked: Asked, machine: Machine, wish: LaunchWish): void {
  const { app, now, conditions } = asked;
  const version = versionOf(asked, wish.config);
  refuseFutureSecrets(app, wish.minSecretsVersion);
  const rested = machine.state === 'stopped' || machine.state === 'suspended';
  machine.versions.push(version);
  machine.behaviour = behaviourOf(version.image.behaviour, conditions);
  machine.secretsVersion = app.secretsVersion;
  machine.restarts = 0;
  machine.startedAt = undefined;
  machine.state = 'replacing';
  machine.updatedAt = now;
  record(machine, { type: 'update', status: 'replacing', source: 'user', at: now });
  record(machine, { type: 'launch', status: 'created', source: 'user', at: now });
  attachVolumes(app, machine);
  if (wish.skipLaunch && rested) machine.due = { at: now, step: 'rest' };
  else if (machine.behaviour.reverts) machine.due = { at: now + machine.behaviour.bootMs, step: 'revert' };
  else machine.due = { at: now, step: 'boot' };
}

export function start({ now, conditions }: Asked, machine: Machine): void {
  if (machine.state === 'started') return;
  const { image } = current(machine);
  machine.behaviour = behaviourOf(image.behaviour, conditions);
  machine.restarts = 0;
  machine.state = 'starting';
  record(machine, { type: 'start', status: 'starting', source: 'user', at: now });
  machine.due = { at: now, step: 'boot' };
}

/** How long a process takes to go when it is asked to. */
const stopMs = 500;

export function stop({ now }: Asked, machine: Machine): void {
  if (machine.state === 'stopped') return;
  machine.state = 'stopping';
  machine.due = { at: now + stopMs, step: 'stop' };
}

export function suspend({ now }: Asked, machine: Machine): void {
  if (machine.state !== 'started') throw new FlyError(412, `failed_precondition: machine is ${machine.state}`);
  machine.due = { at: now + stopMs, step: 'suspend' };
}

export function destroy({ app, now }: Asked, machine: Machine, force: boolean): void {
  if (!force && machine.state === 'started')
    throw new FlyError(412, 'failed_precondition: unable to destroy machine, not currently stopped');
  machine.state = 'destroying';
  machine.startedAt = undefined;
  machine.due = { at: now, step: 'destroy' };
  for (const volume of app.volumes) if (volume.attachedTo === machine.id) delete volume.attachedTo;
}

/** Throws a FlyError 404 for one that was never there. Those that are destroyed are still known. */
export function findMachine({ machines }: FlyApp, id: string): Machine {
  const machine = machines.find((each) => each.id === id);
  if (machine === undefined) throw new FlyError(404, `machine not found: ${id}`);
  return machine;
}

/** As `findMachine`, and throws for those that are gone. */
export function findLivingMachine(app: FlyApp, id: string): Machine {
  const machine = findMachine(app, id);
  if (isGone(machine)) throw new FlyError(404, `machine not found: ${id} is ${machine.state}`);
  return machine;
}

function versionOf({ state, app, now, conditions }: Asked, config: MachineConfig): MachineVersion {
  refuseUnknownVolumes(app, config);
  const asked = isCommand(config) ? without(conditions, 'image-gone') : conditions;
  const image = imageToLaunch(state.images, config.image, asked);
  return { version: ulid(now), config, image, reference: readReference(config.image) };
}

function without(conditions: Conditions, one: string): Conditions {
  return new Set([...conditions].filter((condition) => condition !== one));
}

function refuseFutureSecrets({ secretsVersion }: FlyApp, wanted: number): void {
  if (wanted > secretsVersion)
    throw new FlyError(400, `invalid_argument: secrets version ${wanted} is not there yet; it is ${secretsVersion}`);
}

function refuseUnknownVolumes({ volumes }: FlyApp, { mounts }: MachineConfig): void {
  for (const { volume } of mounts ?? [])
    if (!volumes.some(({ id }) => id === volume))
      throw new FlyError(400, `invalid_argument: volume ${volume ?? '(none)'} does not exist`);
}

function attachVolumes({ volumes }: FlyApp, machine: Machine): void {
  const wanted = (current(machine).config.mounts ?? []).map(({ volume }) => volume);
  for (const volume of volumes) if (wanted.includes(volume.id)) volume.attachedTo = machine.id;
}

export function privateIp(id: string): string {
  const groups = machineId(id).match(/.{4}/gu) ?? [];
  return `fdaa:0:${groups.join(':')}:2`;
}
