import { Failure } from '../../../core/failure.ts';
import { listReleases, type Release } from '../../../services/fly/releases/read.ts';
import {
  markRelease,
  recordRelease,
  type NewRelease,
  type ReleaseEnd,
  type ReleaseWish,
} from '../../../services/fly/releases/record.ts';
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
  place: FlyPlace,
  releases: readonly Release[],
  { image, digest, definition, strategy }: Target,
  say: (line: string) => void,
): Promise<NewRelease> {
  const { fly, app } = place;
  const [newest] = releases;
  const begun = newest !== undefined && isOpen(newest) && newest.digest === digest ? newest : undefined;
  for (const each of releases) if (isOpen(each) && each !== begun) await closeRelease(place, each, 'interrupted', say);
  const release = begun ?? (await recorded(place, newest?.version ?? 0, { image, definition, strategy }));
  await markRelease(fly, app, release.id, 'running');
  return { id: release.id, version: release.version };
}

/** Where the answer got lost, Fly is asked whether the record is there: two of one deploy would lie. */
async function recorded({ fly, app }: FlyPlace, after: number, wish: ReleaseWish): Promise<NewRelease> {
  try {
    return await recordRelease(fly, app, wish);
  } catch (error) {
    if (!(error instanceof Failure) || !['fly.unreachable', 'fly.down', 'fly.not-yet'].includes(error.data.code))
      throw error;
    const [newest] = await listReleases(fly, app);
    if (newest !== undefined && newest.version > after && isOpen(newest) && newest.image === wish.image) return newest;
    throw error;
  }
}

/** A record that cannot be written changes no machine: whether it is right is looked at by whoever verifies. */
export async function closeRelease(
  { fly, app }: FlyPlace,
  { id }: Pick<NewRelease, 'id'>,
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
