/** Why a file was not run to its end. */
export interface Stop {
  readonly code: 'died' | 'commits' | 'forged' | 'psql-only' | 'unreadable';
  /** Relative to the workspace: the file itself, or one that it includes. */
  readonly file: string;
  readonly line: number;
  /** What comes after "it ": `died of 42P01: …`. */
  readonly words: string;
}

/** What came of one test file. */
export interface Transcript {
  /** What psql would print on stdout: TAP, when all is well. */
  readonly output: string;
  /** What it would print on stderr, which is no TAP. */
  readonly notices: readonly string[];
  /** How many results pgTAP itself has counted; absent when it could not be asked. */
  readonly counted?: number;
  readonly stop?: Stop;
}

/** Ends the run of a file. */
export class Stopped extends Error {
  readonly stop: Stop;

  constructor(stop: Stop) {
    super(stop.words);
    this.stop = stop;
  }
}
