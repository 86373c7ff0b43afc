import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { Survivor } from '../../services/process/survivors.ts';
import type { RunOpened } from '../../evidence/run-record.ts';

/** The journal was cut before its first record was whole. */
export function neverBegan(run: string): Failure {
  return new Failure(
    {
      code: 'resume.never-began',
      what: `${run} cannot be resumed`,
      why: 'it was cut before its first record was written: nothing had begun, and nothing was changed',
      fix: `Run the direction again with \`prestage run FILE\`. The folder artifacts/ops/runs/${run} can be removed.`,
    },
    exitCodes.unsettled,
  );
}

/** A rehearsal's private key was never written down, so that nobody can add to its evidence. */
export function rehearsalIsOver({ run, direction }: RunOpened): Failure {
  return new Failure(
    {
      code: 'resume.rehearsal',
      what: `The rehearsal ${run} cannot be resumed`,
      why: 'its key lived in the process that made it and nowhere else, so that nobody can add to its evidence',
      fix: `Rehearse again: \`prestage rehearse ${direction.path}\`. Its copy changes nothing outside of .prestage/.`,
    },
    exitCodes.missing,
  );
}

export function nothingLeft({ run, direction }: RunOpened, verdict: string): Failure {
  return new Failure(
    {
      code: 'resume.closed',
      what: `There is nothing left to resume of ${run}`,
      why: `it ran to its end and is ${verdict}; nothing in it waits for an approval or for another task`,
      fix: `See it with \`prestage show ${run}\`; run the direction anew with \`prestage run ${direction.path}\`.`,
    },
    exitCodes.usage,
  );
}

/** `changed` is what is no longer what was run: the direction, its bindings, or both. */
export function changedSince({ run, direction }: RunOpened, changed: readonly string[]): Failure {
  return new Failure(
    {
      code: 'run.changed',
      what: `${run} cannot go on with another order than it began with`,
      why: `${changed.join(' and ')} changed since; what was settled was settled for the old words`,
      fix:
        `Bring it back as it was (the run keeps it: artifacts/ops/runs/${run}/direction.md and bindings.yaml), or run ` +
        `the direction as it now stands: \`prestage run ${direction.path}\`.`,
      file: direction.path,
    },
    exitCodes.unsettled,
  );
}

/** What a killed run started may still be writing: asked now, the world would give a wrong answer. */
export function stillAtWork(run: string, survivors: readonly Survivor[]): Failure {
  const pids = survivors.map(({ pid }) => pid).join(' ');
  return new Failure(
    {
      code: 'resume.still-at-work',
      what: `What ${run} started is still at work`,
      why: survivors.map(({ pid, command }) => `process ${pid}: ${command}`).join('; '),
      fix: `Wait until it has ended, or end it with \`kill ${pids}\`; then run \`prestage resume ${run}\` again.`,
    },
    exitCodes.unsettled,
  );
}
