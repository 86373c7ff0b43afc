import { buildApplication, buildRouteMap, run } from '@stricli/core';
import { exitCodes, type ExitCode } from '../../core/exit-code.ts';
import type { CliContext } from './context.ts';
import { collectProblems } from './problems.ts';
import { namedWords, routeMapOf, type Route } from './routes.ts';

/** Hands the arguments to stricli, which parses and dispatches. What it says and its own exit codes stay in here. */
export async function runApplication(
  argv: readonly string[],
  routes: readonly Route[],
  context: Omit<CliContext, 'process' | 'settle'>,
): Promise<ExitCode> {
  const problems = collectProblems();
  const targets = await routeMapOf(routes, argv[0]);
  const root = buildRouteMap<string, CliContext>({ routes: targets, docs: { brief: 'Prestage' } });
  const app = buildApplication(root, {
    name: 'prestage',
    scanner: { caseStyle: 'allow-kebab-for-camel', allowArgumentEscapeSequence: true },
    documentation: { disableAnsiColor: true },
    localization: { text: problems.text },
  });
  let settled: ExitCode = exitCodes.settled;
  const process = { stdout: context.cli.stdout, stderr: { write() {} } };
  await run(app, argv, { ...context, process, settle: (code) => (settled = code) });
  const failure = problems.failure(['prestage', ...namedWords(root, argv)].join(' '));
  if (failure === undefined) return settled;
  context.output.failure(failure);
  return failure.exitCode;
}
