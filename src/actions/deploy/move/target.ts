import type { Json } from '../../../core/json.ts';
import type { MachineConfig } from '../../../services/fly/machines/schema.ts';
import type { Strategy } from '../../../services/fly/flyctl/argv.ts';

/** What an app is to become: one image, and the config that each of its machines gets with it. */
export interface Target {
  /** `registry.fly.io/app@sha256:…` */
  readonly image: string;
  readonly digest: string;
  /** The app's config of it, for the release's record. */
  readonly definition: Json;
  readonly strategy: Strategy;
  /** By the machines' ids, before the new release is stamped on them. */
  readonly configs: ReadonlyMap<string, MachineConfig>;
  /** The versions of those that are on it already, by their ids: they are left alone. */
  readonly there?: ReadonlyMap<string, string>;
}

/** What flyctl stamps on a machine: by this a machine says which release it is of. */
export function stamped(
  config: MachineConfig,
  image: string,
  release: { readonly id: string; readonly version: number },
): MachineConfig {
  const metadata = {
    ...config.metadata,
    fly_platform_version: 'v2',
    fly_release_id: release.id,
    fly_release_version: String(release.version),
  };
  return { ...config, image, metadata };
}
