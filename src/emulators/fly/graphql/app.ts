import { numberOf } from '../machines/apps.ts';
import type { Conditions } from '../state/behaviour.ts';
import { findImage, type Image } from '../state/images.ts';
import { isGone } from '../state/machine.ts';
import { currentRelease, type Release } from '../state/releases.ts';
import type { FlyApp, FlyState } from '../state/state.ts';

interface Asking {
  readonly state: FlyState;
  readonly conditions: Conditions;
}

/** An app as GraphQL shows it: fields that take arguments, or cost something, are functions. */
export function appNode(app: FlyApp, { state, conditions }: Asking) {
  const newest = (first: number) => app.releases.toReversed().slice(0, first);
  const release = (each: Release) => releaseNode(each, state.images);
  return {
    id: app.name,
    internalId: String(numberOf(app.name)),
    internalNumericId: numberOf(app.name),
    name: app.name,
    hostname: app.hostname,
    cnameTarget: app.hostname,
    deployed: app.status === 'deployed',
    network: 'default',
    status: app.status,
    appUrl: `https://${app.hostname}`,
    platformVersion: 'machines',
    organization: organizationNode(app.organization),
    image: ({ ref }: { ref: string }) => imageNode(findImage(state.images, ref, conditions), ref),
    currentRelease: () => map(currentRelease(app.releases), release),
    currentReleaseUnprocessed: () => map(currentRelease(app.releases), release),
    releases: ({ first = 25 }: { first?: number }) => ({ nodes: newest(first).map(release) }),
    releasesUnprocessed: ({ first = 25 }: { first?: number }) => ({
      nodes: newest(first).map(release),
      totalCount: app.releases.length,
    }),
    machines: () => ({
      nodes: app.machines
        .filter((machine) => !isGone(machine))
        .map(({ id, name, state: now, region }) => ({
          id,
          name,
          state: now,
          region,
          egressIpAddresses: { nodes: [] },
        })),
    }),
    secrets: () => [...app.secrets].map(([name, { digest, createdAt }]) => ({ id: name, name, digest, createdAt })),
    egressIpAddresses: { nodes: [] },
  };
}

export function organizationNode(slug: string) {
  const number = numberOf(slug);
  return {
    id: String(number),
    internalNumericId: String(number),
    slug,
    rawSlug: slug,
    name: slug,
    paidPlan: true,
    type: slug === 'personal' ? 'PERSONAL' : 'SHARED',
  };
}

function imageNode(image: Image | undefined, ref: string) {
  if (image === undefined) return null;
  const { registry, repository, digest, tags, bytes } = image;
  return {
    id: digest.slice('sha256:'.length, 'sha256:'.length + 20),
    digest,
    ref: ref.includes('@') ? ref : `${ref}@${digest}`,
    tag: tags[0] ?? null,
    repository: `${registry}/${repository}`,
    compressedSize: Math.min(bytes, 2 ** 31 - 1),
    compressedSizeFull: String(bytes),
    manifest: {},
  };
}

function releaseNode(release: Release, images: readonly Image[]) {
  const { id, version, status, strategy, imageRef, definition, user, createdAt, metadata } = release;
  const reference = images.find((image) => imageRef.includes(image.digest));
  return {
    id,
    version,
    description: 'Release',
    reason: 'change',
    status,
    imageRef,
    image: () => imageNode(reference, imageRef),
    configDefinition: definition,
    stable: status === 'complete',
    inProgress: status === 'pending' || status === 'running',
    deploymentStrategy: strategy,
    metadata,
    user,
    createdAt,
    updatedAt: createdAt,
  };
}

function map<From, To>(value: From | undefined, change: (value: From) => To): To | null {
  return value === undefined ? null : change(value);
}

export function imageVersionNode(image: Image, ref: string) {
  const { registry, repository, digest, tags, labels } = image;
  return { registry, repository, tag: tags[0] ?? ref, version: labels['fly.version'] ?? null, digest };
}
