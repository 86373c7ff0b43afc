import type { Json } from '../../../core/json.ts';
import { releaseId } from './ids.ts';

export const releaseStatuses = ['pending', 'running', 'complete', 'failed', 'interrupted'] as const;
export type ReleaseStatus = (typeof releaseStatuses)[number];

export interface Release {
  readonly id: string;
  readonly version: number;
  readonly strategy: string;
  readonly imageRef: string;
  /** The app's whole config, of this release. */
  readonly definition: Json;
  readonly createdAt: string;
  readonly user: { readonly id: string; readonly email: string; readonly name: string };
  status: ReleaseStatus;
  metadata: Json;
}

export type NewRelease = Omit<Release, 'id' | 'version'>;

/** The next number, whatever became of the last one. */
export function addRelease(releases: Release[], made: NewRelease): Release {
  const release = { id: releaseId(), version: (releases.at(-1)?.version ?? 0) + 1, ...made };
  releases.push(release);
  return release;
}

/** The newest, whatever became of it: that is what Fly calls current. */
export function currentRelease(releases: readonly Release[]): Release | undefined {
  return releases.at(-1);
}
