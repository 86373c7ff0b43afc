/**
 * One call to an emulator, whatever it speaks. In HTTP the method and the path; in SMTP the command and its
 * argument (`RCPT`, `qa@example.test`). Every fault of every protocol is matched against this.
 */
export interface Call {
  readonly method: string;
  readonly path: string;
}

export interface CallMatcher {
  /** Any method when absent; case does not count. */
  readonly method?: string;
  /** A glob over the whole path, or a RegExp that fits anywhere in it. Any path when absent. */
  readonly path?: string | RegExp;
}

/** Which of the matching calls, counted from when the fault was armed. The third alone: `{ from: 3, count: 1 }`. */
interface Times {
  /** The first call that it strikes; 1 when absent. */
  readonly from?: number;
  /** How many calls it strikes; every one from then on when absent. */
  readonly count?: number;
}

/** Another answer than the right one. In SMTP `status` is the reply's code and `body` its text. */
export interface StatusTrouble {
  readonly kind: 'status';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Act, then fail: the effect happens, and the caller is told that it did not. */
  readonly acts?: boolean;
}

/** The answer comes late, by the caller's watch: the emulator's clock does not shorten it. */
interface DelayTrouble {
  readonly kind: 'delay';
  readonly ms: number;
}

/** The connection is destroyed and nothing is answered. */
export interface DropTrouble {
  readonly kind: 'drop';
  /** Act, then fail: the effect happens, and the caller never hears of it. */
  readonly acts?: boolean;
}

/** The effect happens and the answer announces its full length, but breaks off after so many bytes. */
interface TruncateTrouble {
  readonly kind: 'truncate';
  readonly bytes: number;
}

/** The effect happens and the answer arrives whole, but no parser can read it. */
interface MalformedTrouble {
  readonly kind: 'malformed';
}

/** The effect happens and the answer is right, but comes so many bytes at a time, with a pause after each. Of HTTP alone. */
export interface TrickleTrouble {
  readonly kind: 'trickle';
  readonly bytes: number;
  readonly everyMs: number;
}

/** The effect happens and the answer is right, but blanks follow it until it has so many bytes: JSON allows them. Of HTTP alone. */
export interface SwellTrouble {
  readonly kind: 'swell';
  readonly bytes: number;
}

/**
 * Nothing is wrong with the answer: the service gives the one that it gives while something is so, by a name that its
 * catalogue knows. Of HTTP alone.
 */
interface ConditionTrouble {
  readonly kind: 'condition';
  readonly condition: string;
}

/** What goes wrong with the answer itself; a delay only puts it off. */
export type AnswerTrouble =
  StatusTrouble | DropTrouble | TruncateTrouble | MalformedTrouble | TrickleTrouble | SwellTrouble;

export type Trouble = AnswerTrouble | DelayTrouble | ConditionTrouble;

/** Kinds that have a meaning where the service speaks HTTP, and nowhere else. */
export const troublesOfHttp: readonly Trouble['kind'][] = ['trickle', 'swell', 'condition'];

export interface Fault {
  /** What the log calls it. */
  readonly name?: string;
  readonly when: CallMatcher;
  readonly times?: Times;
  readonly trouble: Trouble;
}

/** A line of an emulator's catalogue: what can be asked for by name. */
export interface NamedFault {
  readonly name: string;
  readonly summary: string;
  readonly fault: Fault;
}

/** Whether nothing happens at all: the call is turned away before it has an effect. */
export function turnsAway(trouble: AnswerTrouble): trouble is StatusTrouble | DropTrouble {
  return (trouble.kind === 'status' || trouble.kind === 'drop') && trouble.acts !== true;
}
