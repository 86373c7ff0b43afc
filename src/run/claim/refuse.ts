import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { Holder } from './claim.ts';

/** It runs on this machine: it can be waited for, or ended. */
export function heldHere({ pid, run, direction }: Holder): Failure {
  return new Failure(
    {
      code: 'run.already-running',
      what: `${direction} is being run already`,
      why: `process ${pid} works on the run ${run} in this workspace`,
      fix: `Wait until it has ended (\`prestage status\` shows how far it is), or end it with \`kill ${pid}\` and go on with \`prestage resume ${run}\`.`,
      file: direction,
    },
    exitCodes.unsettled,
  );
}

/** From here nobody can see whether it still runs. `file` is the claim, relative to the workspace. */
export function heldElsewhere({ pid, host, run, direction }: Holder, file: string): Failure {
  return new Failure(
    {
      code: 'run.already-running',
      what: `${direction} may be being run elsewhere`,
      why: `process ${pid} on ${host} took it for the run ${run}, and from here nobody can see whether it has ended`,
      fix: `Look there. When you know that it has ended, remove ${file} and go on with \`prestage resume ${run}\`.`,
      file: direction,
    },
    exitCodes.unsettled,
  );
}
