import type { Secret } from './secret.ts';

/** Takes secrets out of what is about to leave: disk, terminal, page, error. */
export interface Redactor {
  /** The version of what is looked for: which shapes, and which forms of known values. */
  readonly ruleSet: string;
  /** How often each secret was taken out so far, by its name or by the rule that told it, all sinks together. */
  readonly counts: ReadonlyMap<string, number>;
  /** The sum of them. */
  readonly count: number;
  text(text: string): string;
  /** Looks for these too from now on: values that came to be known on the way. Throws a Failure for unfit ones. */
  learn(secrets: readonly Secret[]): void;
  /** One per stream of bytes: a value that is cut by a chunk's border is found all the same. */
  stream(): RedactingStream;
}

export interface RedactingStream {
  push(chunk: Uint8Array): Uint8Array;
  end(): Uint8Array;
}
