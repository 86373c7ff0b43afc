import { Failure } from '../../../core/failure.ts';
import { canonicalJson } from '../../../core/json.ts';
import { readVersions, type ConfigOfVersion } from '../../../services/fly/machines/read.ts';
import type { Machine } from '../../../services/fly/machines/machine.ts';
import type { MachineConfig } from '../../../services/fly/machines/schema.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { AppState } from '../look/app.ts';
import type { FlyPlace } from '../place.ts';

/** A release, and where it is known the version that each machine had in it, by the machines' ids. */
export interface PointOfRelease {
  readonly release: Release;
  readonly versions?: ReadonlyMap<string, string>;
}

type Known = Pick<ConfigOfVersion, 'version' | 'config'>;

/**
 * What each machine was configured as in a release, as Fly keeps it by its versions; of a machine that came later, what one of
 * its group had. Where no version is left, that of another release with the very same app config. Nothing is computed of a
 * fly.toml of today. Throws Failure `deploy.config-unknown`, `deploy.volume-changed`.
 */
export async function configsOf(
  { fly, app }: FlyPlace,
  { machines, releases }: AppState,
  { release, versions }: PointOfRelease,
): Promise<ReadonlyMap<string, MachineConfig>> {
  const histories = await Promise.all(
    machines.map(async ({ id, version, config }): Promise<readonly Known[]> => [
      { version, config },
      ...(await readVersions(fly, app, id)),
    ]),
  );
  const definition = canonicalJson(release.definition);
  const alike = releases.filter((each) => canonicalJson(each.definition) === definition).map(({ id }) => id);
  const found = machines.map(({ id }, index) => {
    const history = histories[index] ?? [];
    const own = history.find(({ version }) => version === versions?.get(id)) ?? history.find(ofRelease([release.id]));
    return { own: own?.config, like: history.find(ofRelease(alike))?.config };
  });
  return new Map(
    machines.map((machine, index) => {
      const { own } = found[index] ?? {};
      const peers = found.filter((_each, at) => machines[at]?.group === machine.group);
      const config =
        own ?? peers.find((each) => each.own !== undefined)?.own ?? peers.find(({ like }) => like !== undefined)?.like;
      if (config === undefined) throw unknown(app, machine, release);
      if (own !== undefined) refuseOtherVolume(app, machine, own);
      return [machine.id, withMountsOf(config, machine)];
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

function ofRelease(ids: readonly string[]): (known: Known) => boolean {
  return ({ config }) => ids.includes(config.metadata?.['fly_release_id'] ?? '');
}
