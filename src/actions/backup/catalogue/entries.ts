import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import { inside } from '../../../services/files/inside.ts';
import { readManifest, type BackupPlace } from '../archive/check.ts';
import { listedBackups } from '../archive/folder.ts';
import { fileOf, type Manifest } from '../archive/manifest.ts';
import type { Store } from '../place.ts';
import { pastDrills, type PastDrill } from './drills.ts';

/** A backup, as far as one sees it without reading all of it. */
export interface Entry {
  readonly id: string;
  readonly manifest?: Manifest;
  /** The newest drill of it. */
  readonly drill?: PastDrill;
  /** What is wrong with it already: its manifest, or the size of a part. */
  readonly fault?: string;
}

/** The newest first. Digests are not looked at: `backup.verify` does that. */
export async function entriesOf(
  { root }: ActionContext,
  { environment, folder, key }: Store,
): Promise<readonly Entry[]> {
  const [ids, drills] = await Promise.all([listedBackups(root, folder), pastDrills(root, environment)]);
  return Promise.all(
    ids.toReversed().map(async (id): Promise<Entry> => {
      const drill = drills.find(({ backup }) => backup === id);
      const seen = { id, ...(drill === undefined ? {} : { drill }) };
      try {
        const place = { root, folder, id };
        const manifest = await readManifest(place, key);
        const fault = await faultOfSizes(place, manifest);
        return { ...seen, manifest, ...(fault === undefined ? {} : { fault }) };
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        return { ...seen, fault: `${error.data.what}: ${error.data.why}` };
      }
    }),
  );
}

/** Bytes of all its parts. */
export function sizeOf({ parts }: Manifest): number {
  return parts.reduce((sum, { bytes }) => sum + bytes, 0);
}

async function faultOfSizes({ root, folder, id }: BackupPlace, { parts }: Manifest): Promise<string | undefined> {
  const absolute = await inside(root, join(folder, id));
  for (const { name, bytes } of parts) {
    const size = await stat(join(absolute, fileOf(name))).then(
      (found) => found.size,
      () => undefined,
    );
    if (size === undefined) return `${fileOf(name)} is not there`;
    if (size !== bytes) return `${fileOf(name)} has ${size} bytes and was written with ${bytes}`;
  }
  return undefined;
}
