import type { Course } from '../execute.ts';
import type { RunSetup } from '../setup.ts';
import { environmentsOf, stepsThatRun } from './environments.ts';
import type { LockRequest } from './request.ts';

/** The locks that a run needs: of every environment that a step of it changes. */
export async function locksForRun(setup: RunSetup, run: string, course: Course): Promise<LockRequest> {
  const steps = stepsThatRun(course.prepared.bound, course.skipped);
  return {
    ...setup.lock,
    root: setup.workspace.root,
    run,
    reason: `the run of ${setup.file}`,
    environments: await environmentsOf(steps, setup.catalogue),
    signal: setup.signal,
    database: setup.database ?? (async () => undefined),
  };
}
