import type { GivenApp, GivenRelease } from '../given.ts';
import { firstImageOf } from './images.ts';
import { plainDefinition } from './definition.ts';
import { machineId } from '../state/ids.ts';
import { findImage, writeReference, type Image } from '../state/images.ts';
import type { Release } from '../state/releases.ts';
import type { FlyState } from '../state/state.ts';

/** An hour before the start, and an hour between two. */
const hour = 3_600_000;

export function releasesOf(app: GivenApp, images: readonly Image[], user: FlyState['user'], now: Date): Release[] {
  const told = app.releases ?? [usual(app, images)];
  const releases: Release[] = [];
  told.forEach(({ image, version, status, strategy, createdAt, definition }, at) => {
    const number = version ?? (releases.at(-1)?.version ?? 0) + 1;
    releases.push({
      id: `${machineId(`${app.name} ${number}`)}rel`,
      version: number,
      status,
      strategy: strategy.toUpperCase(),
      imageRef: pinned(image, images),
      definition: definition ?? app.definition ?? plainDefinition(app.name, app.regions[0] ?? 'iad'),
      createdAt: createdAt ?? new Date(now.getTime() - (told.length - at) * hour).toISOString(),
      user,
      metadata: null,
    });
  });
  return releases;
}

function usual(app: GivenApp, images: readonly Image[]): GivenRelease {
  const image = firstImageOf(images, app);
  if (image === undefined) throw new Error(`no image for ${app.name}`);
  const { registry, repository, digest } = image;
  return { image: writeReference({ registry, repository, digest }), status: 'complete', strategy: 'ROLLING' };
}

/** As flyctl writes a release's image: with the digest, as far as there is such an image. */
function pinned(ref: string, images: readonly Image[]): string {
  if (ref.includes('@')) return ref;
  const image = findImage(
    images.map((each) => ({ ...each, gone: false })),
    ref,
    new Set(),
  );
  return image === undefined ? ref : `${ref}@${image.digest}`;
}
