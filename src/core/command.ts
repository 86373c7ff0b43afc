import type { Secret } from './secret.ts';

/** Another program's call, as a value: what is shown, recorded and run is the same. Secrets never stand in `args`. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Relative to the workspace's root; the root itself when absent. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | Secret>>;
  /** Text; or bytes as they come, which are neither shown nor kept. */
  readonly stdin?: string | Secret | AsyncIterable<Uint8Array>;
  /**
   * Takes what it writes to its standard output, byte for byte, as it comes: `stdout` is empty then, and nothing of it is
   * redacted. It must read to the end.
   */
  readonly takes?: (bytes: AsyncIterable<Uint8Array>) => Promise<void>;
  /**
   * Has our own standard input, output and errors, a person's terminal: what it reads and writes is neither redacted nor
   * kept, and `stdin` and `takes` mean nothing.
   */
  readonly terminal?: true;
  readonly timeoutMs?: number;
  /** Ends it once this is settled: a program that serves until nobody needs it any more. */
  readonly until?: Promise<void>;
  /** Its output is read and not kept as evidence: the call and how it ended are. */
  readonly isBulk?: true;
}

/** What came of it, whether it failed or not. Output is redacted. */
export interface CommandResult {
  /** Escaped so that it can be pasted into a shell. */
  readonly command: string;
  readonly startedAt: string;
  readonly durationMs: number;
  /** Absent when the program was not found or was ended by a signal. */
  readonly exitCode?: number;
  readonly signal?: string;
  readonly timedOut: boolean;
  readonly found: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export type Exec = (command: Command) => Promise<CommandResult>;

export function succeeded(result: CommandResult): boolean {
  return result.exitCode === 0 && !result.timedOut;
}
