import { Failure } from '../../../core/failure.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import { markRelease, recordRelease, type NewRelease, type ReleaseEnd } from '../../../services/fly/releases/record.ts';
import type { FlyPlace } from '../place.ts';
import type { Target } from './target.ts';

const open: ReadonlySet<string> = new Set(['pending', 'running']);

export function isOpen({ status }: Pick<Release, 'status'>): boolean {
  return open.has(status);
}

/**
 * The record that a move is written under. One that was begun for the same image and never ended is gone on with, since machines
 * may be of it already; others that were never ended are settled: whoever began them is not at work any more.
 */
export async function openRelease(
  { fly, app }: FlyPlace,
  releases: readonly Release[],
  { image, digest, definition, strategy }: Target,
): Promise<NewRelease> {
  const [newest] = releases;
  const begun = newest !== undefined && isOpen(newest) && newest.digest === digest ? newest : undefined;
  for (const each of releases) if (isOpen(each) && each !== begun) await markRelease(fly, app, each.id, 'interrupted');
  const release = begun ?? (await recordRelease(fly, app, { image, definition, strategy }));
  await markRelease(fly, app, release.id, 'running');
  return { id: release.id, version: release.version };
}

/** A record that cannot be written changes no machine: whether it is right is looked at by whoever verifies. */
export async function closeRelease(
  { fly, app }: FlyPlace,
  { id }: NewRelease,
  end: ReleaseEnd,
  say: (line: string) => void,
): Promise<void> {
  try {
    await markRelease(fly, app, id, end);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    say(`${error.data.what}: ${error.data.why}`);
  }
}
