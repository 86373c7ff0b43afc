import { exitCodes, type ExitCode } from './exit-code.ts';

/** What every error of Prestage says. Rendered in one place for people and once as JSON. */
export interface FailureData {
  /** Stable, `area.slug`: what scripts and docs refer to. */
  readonly code: string;
  readonly what: string;
  readonly why: string;
  /** What the reader does next, with a command to copy where there is one. */
  readonly fix: string;
  readonly tried?: readonly string[];
  /** Relative to the workspace; lines count from 1. */
  readonly file?: string;
  readonly line?: number;
  /** Several found at once, such as a preflight's: each is a failure of its own. */
  readonly problems?: readonly FailureData[];
}

export class Failure extends Error {
  override readonly name = 'Failure';
  readonly data: FailureData;
  readonly exitCode: ExitCode;

  constructor(data: FailureData, exitCode: ExitCode = exitCodes.missing) {
    super(`${data.what}: ${data.why}`);
    this.data = data;
    this.exitCode = exitCode;
  }

  toJSON(): FailureData {
    return this.data;
  }
}
