import type { Mode } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import { fileFailure } from '../../services/files/failures.ts';
import type { Journal } from '../journal.ts';

/**
 * What ends a run, where an error does, and is no verdict of the action that met it: without a journal or without room there
 * is no evidence, and an effect that nobody writes down must not happen. Undefined where the run can go on.
 */
export function endOfRun(error: unknown, journal: Pick<Journal, 'broken'>): Error | undefined {
  if (journal.broken !== undefined) return journal.broken;
  const failure = fileFailure(error, pathOf(error), 'write');
  return failure instanceof Failure && failure.data.code === 'files.disk-full' ? failure : undefined;
}

function pathOf(error: unknown): string {
  const path: unknown = error instanceof Error && 'path' in error ? error.path : undefined;
  return typeof path === 'string' ? path : 'a file';
}

export interface StoppedRun {
  readonly run: string;
  readonly mode: Mode;
  /** The direction's path in the workspace. */
  readonly file: string;
}

/** A failure that stopped a run in its middle, with the way on. */
export function stoppedRun(failure: Failure, { run, mode, file }: StoppedRun): Failure {
  const { code, what, why, fix } = failure.data;
  const first = code === 'files.disk-full' ? 'Free some space, or raise the quota.' : fix;
  const goOn =
    mode === 'live'
      ? `Then run \`prestage resume ${run}\`: nothing that was settled runs again.`
      : `Then run \`prestage rehearse ${file}\`: a rehearsal that was cut cannot go on.`;
  const words = { code: 'run.stopped', what: `The run ${run} stopped in the middle`, why: `${what}: ${why}` };
  return new Failure({ ...failure.data, ...words, fix: `${first} ${goOn}` }, failure.exitCode);
}
