import { exitCodes, type ExitCode } from '../../core/exit-code.ts';
import type { CliProcess } from '../process.ts';
import { rootHelp } from './root-help.ts';
import type { Route } from './routes.ts';

/** Runs the command line. Never throws; what it gives back is the process's exit code. */
export async function runCli(process: CliProcess, routes: readonly Route[]): Promise<ExitCode> {
  const quick = quickAnswer(process, routes);
  if (quick === undefined) {
    const { dispatch } = await import('./dispatch.ts');
    return dispatch(process, routes);
  }
  process.stdout.write(quick);
  return exitCodes.settled;
}

/** What needs no command, and so nothing of what commands need. */
function quickAnswer({ argv, version }: CliProcess, routes: readonly Route[]): string | undefined {
  const [first = '--help'] = argv;
  if (first === '--help' || first === '-h' || (first === 'help' && argv.length === 1)) return rootHelp(routes);
  return first === '--version' || first === '-v' ? `${version()}\n` : undefined;
}
