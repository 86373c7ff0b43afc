import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';

/** A wrong use of a command that stricli does not see. */
export function misuse(what: string, why: string, fix: string): Failure {
  return new Failure({ code: 'cli.usage', what, why, fix }, exitCodes.usage);
}
