import type { AnswerTrouble, Call, Fault, Trouble } from './fault.ts';
import { matcherOf } from './match.ts';

/** A fault that is switched on. */
export interface ArmedFault {
  readonly id: string;
  readonly fault: Fault;
  /** How many calls it fitted since it was armed. */
  readonly seen: number;
  /** How many calls it struck. */
  readonly struck: number;
}

/** What awaits one call: all delays together, all that is so meanwhile, then at most one trouble with its answer. */
interface Draw {
  readonly delayMs: number;
  /** What is so for this call, as the service's catalogue names it. */
  readonly conditions: readonly string[];
  readonly trouble?: AnswerTrouble;
  /** Names of the faults that struck, for the log. */
  readonly faults: readonly string[];
}

interface Switch {
  readonly id: string;
  readonly fault: Fault;
  readonly fits: (call: Call) => boolean;
  seen: number;
  struck: number;
}

/** Faults can be armed and cleared at any time; calls that are under way keep what they drew. */
export class Switchboard {
  #switches: Switch[] = [];
  #armed = 0;

  constructor(faults: readonly Fault[] = []) {
    for (const fault of faults) this.arm(fault);
  }

  arm(fault: Fault): ArmedFault {
    this.#armed += 1;
    const armed = { id: `f${this.#armed}`, fault, fits: matcherOf(fault.when), seen: 0, struck: 0 };
    this.#switches.push(armed);
    return view(armed);
  }

  /** Whether there was such a fault. */
  disarm(id: string): boolean {
    const left = this.#switches.filter((armed) => armed.id !== id);
    const found = left.length < this.#switches.length;
    this.#switches = left;
    return found;
  }

  clear(): void {
    this.#switches = [];
  }

  /** In the order in which they were armed. */
  list(): readonly ArmedFault[] {
    return this.#switches.map(view);
  }

  /** Whether something is said to be so, for whichever call: for what shows before there is one, such as a certificate. */
  isSo(condition: string): boolean {
    return this.#switches.some(
      ({ fault: { trouble } }) => trouble.kind === 'condition' && trouble.condition === condition,
    );
  }

  /**
   * Counts the call with every fault that fits it. Delays whose turn it is add up, and so do conditions; of the other
   * troubles the one that was armed first decides, and only that one is said to have struck.
   */
  draw(call: Call): Draw {
    const due = this.#switches.filter((armed) => armed.fits(call)).filter(takesTurn);
    const deciding = due.find(({ fault }) => troublesAnswer(fault.trouble));
    const striking = due.filter((armed) => armed === deciding || !troublesAnswer(armed.fault.trouble));
    for (const armed of striking) armed.struck += 1;
    const troubles = striking.map(({ fault }) => fault.trouble);
    const trouble = troubles.find(troublesAnswer);
    return {
      delayMs: troubles.reduce((sum, each) => sum + (each.kind === 'delay' ? each.ms : 0), 0),
      conditions: troubles.flatMap((each) => (each.kind === 'condition' ? [each.condition] : [])),
      ...(trouble === undefined ? {} : { trouble }),
      faults: striking.map(({ id, fault }) => fault.name ?? `${id} ${fault.trouble.kind}`),
    };
  }
}

function troublesAnswer(trouble: Trouble): trouble is AnswerTrouble {
  return trouble.kind !== 'delay' && trouble.kind !== 'condition';
}

function takesTurn(armed: Switch): boolean {
  armed.seen += 1;
  const { from = 1, count = Number.POSITIVE_INFINITY } = armed.fault.times ?? {};
  return armed.seen >= from && armed.seen < from + count;
}

function view({ id, fault, seen, struck }: Switch): ArmedFault {
  return { id, fault, seen, struck };
}
