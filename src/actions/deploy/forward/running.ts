import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { AppState } from '../look/app.ts';
import { shortDigest } from '../look/digest.ts';
import { isOpen } from '../move/release.ts';

/** Minutes: no deploy that is at work takes longer, and what is older was cut. */
const longest = 10;

/**
 * The release to come back to if this image does not become well: the newest complete one of another image.
 * Throws Failure `deploy.nowhere-back`.
 */
export function releaseBefore({ app, releases }: AppState, digest: string): Release {
  const found = releases.find((each) => each.status === 'complete' && each.digest !== '' && each.digest !== digest);
  if (found !== undefined) return found;
  throw refused(
    'nowhere-back',
    `${app} has no release that could be come back to`,
    `none of the ${releases.length} that Fly shows was completed with another image than ${shortDigest(digest)}`,
    'Deploy it by hand this once: `fly deploy`. The next one has a way back.',
  );
}

/**
 * A way back that was cut: the newest record was never ended, and is of an image that had been completed before the one that it
 * leaves. What follows a release of its own image, such as a secrets deploy, is somebody else's.
 */
export function isCutWayBack({ releases: [newest, ...older] }: AppState, digest: string): boolean {
  if (newest === undefined || !isOpen(newest) || newest.digest === digest) return false;
  if (older[0]?.digest === newest.digest) return false;
  return older.some(({ status, digest: before }) => status === 'complete' && before === newest.digest);
}

/** Throws Failure `deploy.in-progress` when somebody else's deploy began a moment ago and has not ended. */
export function refuseOthersDeploy({ app, releases: [newest] }: AppState, digest: string, now: Date): void {
  if (newest === undefined || !isOpen(newest) || newest.digest === digest) return;
  const minutes = Math.floor((now.getTime() - Date.parse(newest.createdAt)) / 60_000);
  if (minutes >= longest) return;
  throw refused(
    'in-progress',
    `Another deploy of ${app} is at work`,
    `release ${newest.version} was begun ${minutes} minutes ago, is ${newest.status}, and is of ${shortDigest(newest.digest)}`,
    `Wait for it (\`fly releases -a ${app}\`). When whoever began it is gone, \`prestage deploy rollback\` settles it.`,
  );
}

function refused(slug: string, what: string, why: string, fix: string): Failure {
  return new Failure({ code: `deploy.${slug}`, what, why, fix }, exitCodes.unsettled);
}
