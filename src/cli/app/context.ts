import type { Command, CommandContext, CommandFunction, RouteMap } from '@stricli/core';
import type { ExitCode } from '../../core/exit-code.ts';
import type { Output } from '../output/port.ts';
import type { CliProcess } from '../process.ts';

/** What a command gets. */
export interface CliContext extends CommandContext {
  readonly cli: CliProcess;
  readonly output: Output;
  /** For what runs until it is stopped: resolves at the first Ctrl-C, which then is no failure. */
  readonly untilInterrupted: () => Promise<void>;
  /** For what runs programs: aborts at the first Ctrl-C, and what it ends must end the command. */
  readonly interruption: () => AbortSignal;
  readonly settle: (code: ExitCode) => void;
}

export type Target = Command<CliContext> | RouteMap<CliContext>;

/** As stricli has it: an interface is a type of flags too. */
type FlagsOf<F> = Readonly<Partial<Record<keyof F, unknown>>>;
type Args = readonly unknown[];

/** A command as we write it: it gives the exit code back, or throws a `Failure`. */
export type Run<F extends FlagsOf<F>, A extends Args> = (
  context: CliContext,
  flags: F,
  ...args: A
) => Promise<ExitCode>;

/** The same as stricli calls it. */
export function settling<F extends FlagsOf<F>, A extends Args>(run: Run<F, A>): CommandFunction<F, A, CliContext> {
  return async function command(this: CliContext, flags: F, ...args: A): Promise<void> {
    this.settle(await run(this, flags, ...args));
  };
}
