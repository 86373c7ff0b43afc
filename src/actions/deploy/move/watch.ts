import type { Clock } from '../../../core/clock.ts';
import { hasCome } from '../../../services/fly/machines/wait.ts';
import { readMachine } from '../../../services/fly/machines/read.ts';
import type { FlyPlace } from '../place.ts';
import { judgeMachine, type Standing, type WantedMachine } from '../look/judge-machine.ts';

export interface WatchOptions {
  readonly clock: Clock;
  /** Milliseconds since 1970. */
  readonly deadline: number;
  /** Another machine is broken: nothing more is to be waited for. */
  readonly stop: AbortSignal;
  /** How long it has to stay well. */
  readonly steadySeconds: number;
}

/** A machine may be asked five times a second, and waited for once a second: https://fly.io/docs/machines/api/working-with-machines-api/ */
const pauseSeconds = 0.25;
const waitSeconds = 2;

/** Waits until the machine is well, or is known not to become so, or the time is over. */
export async function watchMachine(
  { fly, app }: FlyPlace,
  id: string,
  wanted: WantedMachine & { readonly version: string },
  { clock, deadline, stop, steadySeconds }: WatchOptions,
): Promise<Standing> {
  const { version, mayBeStopped } = wanted;
  let isStarted = mayBeStopped;
  let isSteady = steadySeconds === 0;
  for (;;) {
    isStarted ||= await hasCome(fly, app, { machine: id, version, state: 'started', seconds: waitSeconds });
    const standing = judgeMachine(await readMachine(fly, app, id), wanted);
    if (standing.kind === 'well' && !isSteady && !stop.aborted) {
      isSteady = true;
      await fly.pause(steadySeconds, stop);
      continue;
    }
    if (standing.kind !== 'coming' && standing.kind !== 'unseen') return standing;
    isSteady = steadySeconds === 0;
    if (stop.aborted) return standing;
    if (clock.now().getTime() >= deadline) return late(standing);
    await fly.pause(pauseSeconds, stop);
  }
}

function late({ kind, why }: Extract<Standing, { why: string }>): Standing {
  return kind === 'unseen' ? { kind, why } : { kind: 'broken', why: `${why}, and the time is over` };
}
