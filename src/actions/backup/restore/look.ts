import type { ActionContext } from '../../../core/action.ts';
import { readFingerprint, type BackupPlace } from '../archive/check.ts';
import { compareFingerprints } from '../fingerprint/compare.ts';
import { readRestored } from '../fingerprint/restored.ts';
import type { Store } from '../place.ts';
import { unendedRestore } from '../target/mark.ts';
import { superuserOf } from '../target/superuser.ts';

/** In which the environment's database is not what was backed up, in words: an unended restore is one of them. */
export async function restoreFaults(
  context: ActionContext,
  { key, environment }: Store,
  place: BackupPlace,
): Promise<readonly string[]> {
  const admin = await superuserOf(await context.database(environment));
  const unended = await unendedRestore(admin);
  const differences = compareFingerprints(await readFingerprint(place, key), await readRestored(admin));
  return [
    ...(unended === undefined ? [] : [`the restore of ${unended} did not come to its end`]),
    ...differences.map(({ object, is }) => `${object} is ${is}`),
  ];
}
