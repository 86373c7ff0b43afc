import { Failure } from '../../../core/failure.ts';
import { changedSince } from '../../../run/freshness.ts';
import { listRuns } from '../../../run/find-run.ts';
import { readRunState, type RunState } from '../../../run/run-state.ts';

/** The newest run of a direction in one mode. */
export interface Standing {
  readonly state: RunState;
  /** What changed since, in the workspace: the evidence is stale when there is any. */
  readonly changed: readonly string[];
}

/** Of every direction the newest run and the newest rehearsal that can be read, by direction; live before rehearsal. */
export async function standings(root: string): Promise<readonly Standing[]> {
  const newest = new Map<string, RunState>();
  for (const found of (await listRuns(root)).toReversed()) {
    const state = await readable(readRunState(found));
    if (state === undefined) continue;
    const key = `${state.record.direction.path}\n${state.record.mode}`;
    if (!newest.has(key)) newest.set(key, state);
  }
  const sorted = [...newest].toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))).map(([, state]) => state);
  return Promise.all(sorted.map(async (state) => ({ state, changed: await changedSince(root, state.record) })));
}

/** `prestage runs` lists those that cannot be read, and says why. */
async function readable(reading: Promise<RunState>): Promise<RunState | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}
