import { pinned } from './point/image.ts';
import type { RestorePoint } from './point/point.ts';

/** To paste: ours, which looks and asks first, and flyctl's for when ours is not there. */
export function rollbackCommands(environment: string, app: string, { release }: RestorePoint): readonly string[] {
  return [
    `prestage deploy rollback --env ${environment} --to ${release.version}`,
    `flyctl deploy --app ${app} --image ${pinned(release.image, release.digest)} --strategy immediate`,
  ];
}
