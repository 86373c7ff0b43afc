import { Failure } from '../core/failure.ts';
import type { RunRecord } from '../core/record.ts';
import { readDirection } from '../direction/read.ts';
import { withoutTicks } from '../direction/ticks.ts';
import { sha256 } from '../evidence/digest.ts';
import { readBytes, readTextIfThere } from '../services/files/read.ts';
import { sidecarOf } from './prepare.ts';

/** What is no longer as a run had it: its direction, its bindings, both or none. Such a run's evidence is stale. */
export async function changedSince(
  root: string,
  { direction, bindingsDigest }: Pick<RunRecord, 'direction' | 'bindingsDigest'>,
): Promise<readonly string[]> {
  const sidecar = sidecarOf(direction.path);
  const bindings = sha256((await readTextIfThere(root, sidecar)) ?? '');
  return [
    ...((await digestNow(root, direction.path)) === direction.digest ? [] : [direction.path]),
    ...(bindings === bindingsDigest ? [] : [sidecar]),
  ];
}

/** Undefined when the direction is gone, or none any more. */
async function digestNow(root: string, file: string): Promise<string | undefined> {
  try {
    return sha256(withoutTicks(readDirection(await readBytes(root, file), file).order));
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
