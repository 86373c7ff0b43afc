import { isAtRest } from '../../../services/fly/machines/machine.ts';
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
    /** The machine's own, at that moment. */
    readonly version: string;
    readonly mayBeStopped: boolean;
  }[];
  /** What of the database belongs to it: nobody says yet. */
  readonly schema: 'unknown';
  readonly backup: 'unknown';
};

/** The app as it is, said to be at this release. */
export function pointAt({ machines }: AppState, { id, version, image, digest }: Release): RestorePoint {
  return {
    release: { id, version, image, digest },
    machines: machines.map((machine) => ({
      id: machine.id,
      version: machine.version,
      mayBeStopped: isAtRest(machine),
    })),
    schema: 'unknown',
    backup: 'unknown',
  };
}
