import type { FlyPlace } from './place.ts';
import { pinned } from './point/image.ts';
import type { RestorePoint } from './point/point.ts';

/**
 * To paste: ours, which looks and asks first, and flyctl's for when ours is not there. What a release ran before it began, such
 * as a migration, is not run again on the way back.
 */
export function rollbackCommands(
  { environment, app, own }: Pick<FlyPlace, 'environment' | 'app' | 'own'>,
  { release }: RestorePoint,
): readonly string[] {
  const image = pinned(release.image, release.digest);
  return [
    `prestage deploy rollback --env ${environment} --to ${release.version}`,
    `flyctl deploy --app ${app} --config ${own.config} --image ${image} --strategy immediate --skip-release-command`,
  ];
}
