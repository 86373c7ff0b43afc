import type { ExitCode } from '../../core/exit-code.ts';
import { createOutput } from '../output/create.ts';
import type { CliProcess } from '../process.ts';
import { runApplication } from './application.ts';
import { failureOf } from './failure-of.ts';
import { listenForInterrupt } from './interrupt.ts';
import type { Route } from './routes.ts';

/** Runs a command with its output, until it ends or is interrupted. Never throws. */
export async function dispatch(process: CliProcess, routes: readonly Route[]): Promise<ExitCode> {
  const output = createOutput(process);
  const interrupt = listenForInterrupt(process);
  const [first, ...rest] = process.argv;
  const argv = first === 'help' ? [...rest, '--help'] : process.argv;
  const context = { cli: process, output, untilInterrupted: interrupt.claim, interruption: interrupt.signal };
  try {
    return await Promise.race([runApplication(argv, routes, context), interrupt.stopped]);
  } catch (error) {
    const failure = failureOf(error);
    output.failure(failure);
    return failure.exitCode;
  } finally {
    interrupt.forget();
    output.close();
  }
}
