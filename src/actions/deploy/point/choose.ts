import { exitCodes } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { AppState } from '../look/app.ts';
import { shortDigest } from '../look/digest.ts';

/**
 * The release to come back to: the named one, else the newest complete one of another image than what is left, from before that
 * image was first released. A way back counts as the release that it led to, so that going back twice goes further back and never
 * forward again. Releases of the same image, such as secrets deploys, are passed over.
 * Throws Failure `deploy.no-such-release`, `deploy.target-not-complete`, `deploy.target-unknown-image`, `deploy.same-image`,
 * `deploy.nowhere-back`.
 */
export function chooseRelease({ app, machines, releases }: AppState, named: number | undefined): Release {
  const chosen = named === undefined ? previous(app, releases) : releaseOf(app, releases, named);
  if (chosen.status !== 'complete')
    throw refused(
      'target-not-complete',
      `Release ${chosen.version} of ${app} is no way back`,
      `it is ${chosen.status}: it never ran on all machines`,
      `Name one that was completed: ${completeOnes(releases)}.`,
    );
  if (chosen.digest === '')
    throw refused(
      'target-unknown-image',
      `Which image release ${chosen.version} of ${app} had is not known`,
      `its record names ${chosen.image === '' ? 'none' : 'it by a tag, and a tag may be moved'}, and Fly tells no digest`,
      `Name another one: ${completeOnes(releases)}.`,
    );
  const isSame = machines.every(({ digest }) => digest === chosen.digest) && chosen.digest === releases[0]?.digest;
  if (isSame)
    throw refused(
      'same-image',
      `Release ${chosen.version} of ${app} has the image that runs`,
      `all machines have ${shortDigest(chosen.digest)} already: nothing would be rolled back`,
      `Name one of another image: ${completeOnes(releases)}.`,
    );
  return chosen;
}

function previous(app: string, releases: readonly Release[]): Release {
  const [newest] = releases;
  const left = newest?.digest ?? '';
  const first = releases.findLast(({ digest }) => digest === left && digest !== '') ?? newest;
  const found = releases.find(
    ({ version, status, digest }) => version < (first?.version ?? 0) && status === 'complete' && digest !== left,
  );
  if (found !== undefined) return found;
  throw refused(
    'nowhere-back',
    `${app} has no earlier release to come back to`,
    `among the newest ${releases.length} releases none before release ${first?.version ?? 0} was completed with another image`,
    `Name one of those that are there: ${completeOnes(releases)}.`,
  );
}

function releaseOf(app: string, releases: readonly Release[], named: number): Release {
  const found = releases.find(({ version }) => version === named);
  if (found !== undefined) return found;
  throw refused(
    'no-such-release',
    `${app} has no release ${named}`,
    `Fly shows ${releases.length} of them, from ${releases.at(-1)?.version ?? 0} to ${releases[0]?.version ?? 0}`,
    `Name one of them: ${completeOnes(releases)}.`,
  );
}

function completeOnes(releases: readonly Release[]): string {
  const complete = releases.filter(({ status }) => status === 'complete');
  const named = complete.slice(0, 5).map(({ version, digest }) => `to=${version} (${shortDigest(digest)})`);
  return named.length === 0 ? 'there is none' : named.join(', ');
}

function refused(slug: string, what: string, why: string, fix: string): Failure {
  return new Failure({ code: `deploy.${slug}`, what, why, fix }, exitCodes.unsettled);
}
