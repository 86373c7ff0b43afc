import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { lookAtApp } from '../look/app.ts';
import type { FlyPlace } from '../place.ts';
import { configsOf } from '../point/configs.ts';
import { pinned } from '../point/image.ts';
import type { RestorePoint } from '../point/point.ts';
import { moveApp, type Moved } from './move.ts';

/**
 * Brings every machine back to a point, whatever it is on now, all at once: image, and the config that it had. The release
 * command is not run again, and the database is left alone.
 */
export async function moveBack(
  context: ActionContext,
  place: FlyPlace,
  point: RestorePoint,
  purpose: string,
): Promise<Moved> {
  const state = await lookAtApp(place);
  const release = state.releases.find(({ id }) => id === point.release.id);
  if (release === undefined) throw forgotten(place.app, point);
  const versions = new Map(point.machines.map(({ id, version }) => [id, version]));
  const configs = await configsOf(place, state.machines, { release, versions });
  const { digest } = point.release;
  const image = pinned(release.image, digest);
  const target = {
    image,
    digest,
    definition: release.definition,
    strategy: 'immediate',
    configs,
    there: versions,
  } as const;
  return moveApp(context, place, state, target, { purpose, steadySeconds: 0 });
}

function forgotten(app: string, { release }: RestorePoint): Failure {
  return new Failure({
    code: 'deploy.no-such-release',
    what: `Release ${release.version} of ${app} is not among those that Fly shows`,
    why: 'it shows the newest 25, and there were more since',
    fix: `Deploy its image by hand: \`fly deploy -a ${app} --image ${release.image}\`.`,
  });
}
