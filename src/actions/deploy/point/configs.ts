import { Failure } from '../../../core/failure.ts';
import { canonicalJson } from '../../../core/json.ts';
import { readVersions } from '../../../services/fly/machines/read.ts';
import type { Machine } from '../../../services/fly/machines/machine.ts';
import type { MachineConfig } from '../../../services/fly/machines/schema.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { FlyPlace } from '../place.ts';

/** A release, and where it is known the version that each machine had in it, by the machines' ids. */
export interface PointOfRelease {
  readonly release: Release;
  readonly versions?: ReadonlyMap<string, string>;
}

/**
 * What each machine was configured as in a release, as Fly keeps it by its versions; of a machine that came later, what one of
 * its group had. Nothing is computed of a fly.toml of today. Throws Failure `deploy.config-unknown`, `deploy.volume-changed`.
 */
export async function configsOf(
  { fly, app }: FlyPlace,
  machines: readonly Machine[],
  { release, versions }: PointOfRelease,
): Promise<ReadonlyMap<string, MachineConfig>> {
  const histories = await Promise.all(machines.map(async ({ id }) => readVersions(fly, app, id)));
  const own = machines.map((machine, index) => {
    const { id, version, config } = machine;
    const all = [{ version, config }, ...(histories[index] ?? [])];
    const found =
      all.find((each) => each.version === versions?.get(id)) ??
      all.find((each) => each.config.metadata?.['fly_release_id'] === release.id);
    return { machine, config: found?.config };
  });
  return new Map(
    own.map(({ machine, config }) => {
      const found =
        config ?? own.find((other) => other.machine.group === machine.group && other.config !== undefined)?.config;
      if (found === undefined) throw unknown(app, machine, release);
      if (config !== undefined) refuseOtherVolume(app, machine, config);
      return [machine.id, withMountsOf(found, machine)];
    }),
  );
}

/** Volumes are a machine's own: what is not in place stays so. */
function withMountsOf(config: MachineConfig, machine: Machine): MachineConfig {
  const { mounts: _, ...rest } = config;
  return machine.config.mounts === undefined ? rest : { ...rest, mounts: machine.config.mounts };
}

function refuseOtherVolume(app: string, machine: Machine, config: MachineConfig): void {
  if (canonicalJson(config.mounts ?? []) === canonicalJson(machine.config.mounts ?? [])) return;
  throw new Failure({
    code: 'deploy.volume-changed',
    what: `Machine ${machine.id} of ${app} had another volume in that release`,
    why: 'a mount cannot be changed in place: the machine would have to be made anew, and what is on the volume would not come along',
    fix: 'Make the machine by hand (`fly machine clone`), or name a release from after the change.',
  });
}

function unknown(app: string, { id, group }: Machine, { version }: Release): Failure {
  return new Failure({
    code: 'deploy.config-unknown',
    what: `What machine ${id} of ${app} was configured as in release ${version} is not known`,
    why: `Fly's versions of the machines of the group ${group} have none of that release`,
    fix: 'Name a later release, or deploy its image by hand: `fly releases --image`.',
  });
}
