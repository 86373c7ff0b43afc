import { setTimeout } from 'node:timers/promises';
import { systemClock, type Clock } from '../../core/clock.ts';
import { createClock, type AdjustableClock } from './clock.ts';
import { CallLog, type Arrival, type Note } from './call-log.ts';
import type { AnswerTrouble, Fault } from './fault/fault.ts';
import { Switchboard } from './fault/switchboard.ts';

/** What an emulator is watched and steered by, the same in every protocol. */
export interface Instruments {
  readonly clock: AdjustableClock;
  readonly log: CallLog;
  readonly faults: Switchboard;
  /** Aborted by `stop()`: a call that is still waiting out its delay ends then. */
  readonly stopping: AbortController;
}

export interface InstrumentOptions {
  /** Time to start from; the system's when absent. */
  readonly clock?: Clock;
  /** Faults that are armed from the start. */
  readonly faults?: readonly Fault[];
  /** How many calls the log keeps; 1,000 when absent. */
  readonly logSize?: number;
}

export function createInstruments(options: InstrumentOptions): Instruments {
  const clock = createClock(options.clock ?? systemClock);
  const log = new CallLog(clock, options.logSize);
  return { clock, log, faults: new Switchboard(options.faults), stopping: new AbortController() };
}

export interface Admission {
  readonly note: Note;
  readonly trouble?: AnswerTrouble;
  /** What is so for this call. */
  readonly conditions: readonly string[];
}

/** Every call comes in by this door: it is logged, draws its faults, and waits out its delay. Rejects on `stop()`. */
export async function admit(instruments: Instruments, arrival: Arrival): Promise<Admission> {
  const note = instruments.log.arrive(arrival);
  const { delayMs, trouble, conditions, faults } = instruments.faults.draw(arrival);
  note({ faults });
  if (delayMs > 0) await setTimeout(delayMs, undefined, { signal: instruments.stopping.signal });
  return trouble === undefined ? { note, conditions } : { note, conditions, trouble };
}
