import { Failure } from '../../../core/failure.ts';
import { listReleases } from '../../../services/fly/releases/read.ts';
import { lookAtApp } from '../look/app.ts';
import { isOpen } from '../move/release.ts';
import type { FlyPlace } from '../place.ts';
import { pointAt, type RestorePoint } from './point.ts';

/** The version that a new release's record has to be newer than: one that was begun and not ended is gone on with. */
export async function versionBefore({ fly, app }: FlyPlace, digest: string): Promise<number> {
  const [newest] = await listReleases(fly, app);
  if (newest === undefined) return 0;
  return isOpen(newest) && newest.digest === digest ? newest.version - 1 : newest.version;
}

/** Where the app is now. Throws Failure `deploy.half-way` where its newest release was not completed. */
export async function pointNow(place: FlyPlace): Promise<RestorePoint> {
  const state = await lookAtApp(place);
  const [newest] = state.releases;
  if (newest?.status === 'complete' && state.machines.every(({ digest }) => digest === newest.digest))
    return pointAt(state, newest);
  throw new Failure({
    code: 'deploy.half-way',
    what: `${place.app} is half-way between two releases`,
    why:
      newest === undefined
        ? 'Fly has no record of a release'
        : `release ${newest.version} is ${newest.status}, and not every machine runs its image`,
    fix: `Settle it first: \`prestage deploy rollback --env ${place.environment}\`.`,
  });
}
