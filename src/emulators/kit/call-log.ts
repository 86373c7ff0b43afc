import type { Clock } from '../../core/clock.ts';
import type { Call } from './fault/fault.ts';

/** What is known of a call when it arrives. Secrets in it are shortened already. */
export interface Arrival extends Call {
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Of the body, before any decoding. */
  readonly bytes: number;
}

interface LoggedCall extends Arrival {
  /** Counts from 1, in the order of arrival. */
  readonly seq: number;
  /** By the emulator's clock. */
  readonly at: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Absent while the call is under way, and for good when its connection was dropped. */
  readonly status?: number;
  /** Names of the faults that struck it. */
  readonly faults: readonly string[];
}

/** Adds what is known later: the faults that were drawn, then the answer's status. */
export type Note = (later: { readonly status?: number; readonly faults?: readonly string[] }) => void;

/** The newest calls; older ones are forgotten, and how many is said. */
export class CallLog {
  readonly #clock: Clock;
  readonly #size: number;
  #calls: LoggedCall[] = [];
  #seq = 0;

  constructor(clock: Clock, size = 1000) {
    this.#clock = clock;
    this.#size = size;
  }

  /** In the order of arrival. */
  get calls(): readonly LoggedCall[] {
    return [...this.#calls];
  }

  get forgotten(): number {
    return this.#seq - this.#calls.length;
  }

  arrive(arrival: Arrival): Note {
    this.#seq += 1;
    const seq = this.#seq;
    const at = this.#clock.now().toISOString();
    this.#calls.push({ headers: {}, ...arrival, seq, at, faults: [] });
    if (this.#calls.length > this.#size) this.#calls.shift();
    return (later) => {
      // They are numbered without a gap.
      const place = seq - (this.#calls[0]?.seq ?? seq);
      const call = this.#calls[place];
      if (call !== undefined) this.#calls[place] = { ...call, ...later };
    };
  }
}
