import { exitCodes } from '../../core/exit-code.ts';
import { Failure } from '../../core/failure.ts';
import type { CliProcess } from '../process.ts';

export interface Interrupt {
  /** Rejects with a `Failure` when the user stops Prestage; never resolves. */
  readonly stopped: Promise<never>;
  /** Takes the first Ctrl-C for itself: it is how a server is ended. */
  readonly claim: () => Promise<void>;
  /** Aborts at the first Ctrl-C: who takes it gets some seconds to end what runs. A second Ctrl-C does not wait. */
  readonly signal: () => AbortSignal;
  readonly forget: () => void;
}

/** Programs get five seconds to end by themselves, and what they started is looked for after that. */
const patienceMs = 15_000;

export function listenForInterrupt(process: CliProcess): Interrupt {
  const stopped = Promise.withResolvers<never>();
  const controller = new AbortController();
  let claimed: (() => void) | undefined;
  let isTaken = false;
  let stopWaiting: (() => void) | undefined;
  const giveTime = (): void => {
    isTaken = false;
    controller.abort(interrupted);
    stopWaiting = process.every(patienceMs, () => stopped.reject(interrupted));
  };
  const forget = process.onInterrupt(() => {
    if (claimed !== undefined) claimed();
    else if (isTaken) giveTime();
    else stopped.reject(interrupted);
    claimed = undefined;
  });
  return {
    stopped: stopped.promise,
    claim: async () => new Promise((resolve) => (claimed = resolve)),
    signal() {
      isTaken = true;
      return controller.signal;
    },
    forget() {
      forget();
      stopWaiting?.();
    },
  };
}

const interrupted = new Failure(
  {
    code: 'cli.interrupted',
    what: 'Interrupted',
    why: 'Prestage was asked to stop',
    fix: 'What was settled is in the journal on disk. `prestage status` names the run and the command that goes on with it.',
  },
  exitCodes.interrupted,
);
