import { isAtRest, type Machine } from '../../../services/fly/machines/machine.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { AppState } from '../look/app.ts';

/**
 * Where an app can come back to, as plain data: names and digests alone. What a machine was configured as stays with Fly, which
 * keeps every version of it; a type, since it is part of a plan.
 */
export type RestorePoint = {
  readonly release: { readonly id: string; readonly version: number; readonly image: string; readonly digest: string };
  readonly machines: readonly {
    readonly id: string;
    /** The machine's own at that moment, where it was on that release then; else empty. */
    readonly version: string;
    readonly mayBeStopped: boolean;
  }[];
  /** The newest migration of its database; `none`, or `unknown` where nobody has said. */
  readonly schema: string;
  /** The backup of its database that was restored and compared; or `unknown`. */
  readonly backup: string;
};

/** The app as it is, as far as `isOn` says that a machine is on this release; the others are to come to it. */
export function pointAt(
  { machines }: AppState,
  { id, version, image, digest }: Release,
  isOn: (machine: Machine) => boolean = (machine) => machine.digest === digest,
): RestorePoint {
  return {
    release: { id, version, image, digest },
    machines: machines.map((machine) => ({
      id: machine.id,
      version: isOn(machine) ? machine.version : '',
      mayBeStopped: isAtRest(machine),
    })),
    schema: 'unknown',
    backup: 'unknown',
  };
}
