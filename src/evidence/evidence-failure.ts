import { exitCodes } from '../core/exit-code.ts';
import { Failure, type FailureData } from '../core/failure.ts';

/** Evidence that does not hold: exit 1, as for a task that failed. */
export function evidenceFailure(data: FailureData): Failure {
  return new Failure(data, exitCodes.failed);
}
