import type { FlyGiven, GivenImage } from '../given.ts';
import { digestOfText } from '../state/ids.ts';
import { readReference, type Image } from '../state/images.ts';

/** Every image that is given, and for every app that is given none one of its own. */
export function imagesOf({ images, apps, bootMs }: FlyGiven): Image[] {
  const made = images.map((image) => imageOf(image, bootMs));
  for (const each of apps) {
    const name = typeof each === 'string' ? each : each.name;
    if (typeof each === 'string' || firstImageOf(made, each) !== undefined) continue;
    made.push(imageOf(plain(`registry.fly.io/${name}:deployment-1`), bootMs));
  }
  return made;
}

/** The image that an app has run from the start, when nothing is said of its releases. */
export function firstImageOf(
  images: readonly Image[],
  { name, releases }: Pick<{ name: string; releases?: unknown }, 'name' | 'releases'>,
): Image | undefined {
  if (releases !== undefined) return images[0];
  return images.find(({ repository }) => repository === name);
}

function plain(ref: string): GivenImage {
  return {
    ref,
    bytes: 41_943_040,
    labels: {},
    gone: false,
    starts: true,
    exitCode: 1,
    checks: 'pass',
    checksPassAfterMs: 0,
    commandExitCode: 0,
    commandMs: 500,
  };
}

function imageOf({ ref, digest, reports, bytes, labels, gone, bootMs, ...ways }: GivenImage, usual: number): Image {
  const { registry, repository, tag, digest: written } = readReference(ref);
  return {
    registry,
    repository,
    tags: tag === undefined ? [] : [tag],
    digest: digest ?? written ?? digestOfText(ref),
    labels,
    bytes,
    reports: reports ?? tag ?? ref,
    gone,
    behaviour: {
      bootMs: bootMs ?? usual,
      starts: ways.starts,
      crashesAfterMs: ways.crashesAfterMs,
      exitCode: ways.exitCode,
      checks: ways.checks,
      checksPassAfterMs: ways.checksPassAfterMs,
      commandExitCode: ways.commandExitCode,
      commandMs: ways.commandMs,
      reverts: false,
    },
  };
}
