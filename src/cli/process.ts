import type { Clock } from '../core/clock.ts';

/** Where text goes. Columns and rows are asked again at each use: a terminal may be resized. */
export interface Stream {
  readonly isTTY: boolean;
  columns(): number;
  rows(): number;
  write(text: string): void;
}

/** All that the command line may touch of the process it runs in. main.ts makes the real one; tests hand in theirs. */
export interface CliProcess {
  /** Without the program and the script. */
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly clock: Clock;
  /** The Node that runs us; children are run by the same one. */
  readonly node: string;
  /** Of Prestage, as its package.json has it. */
  readonly version: () => string;
  /** Calls `tick` again and again until the function that it returns is called. */
  readonly every: (milliseconds: number, tick: () => void) => () => void;
  readonly onResize: (changed: () => void) => () => void;
  /** Ctrl-C, or a request to end. */
  readonly onInterrupt: (asked: () => void) => () => void;
  /** Throws when the file cannot be written. */
  readonly appendFile: (path: string, text: string) => void;
}
