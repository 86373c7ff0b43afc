import { createOutput } from '../output/create.ts';
import type { CliContext } from '../app/context.ts';
import { testProcess, type TestProcess } from './process.ts';

/** A command's context in a folder, with a process that can be read afterwards. */
export function testContext(
  cwd: string,
  argv: readonly string[] = [],
  env: Readonly<Record<string, string | undefined>> = {},
): CliContext & { readonly cli: TestProcess } {
  const cli = testProcess(argv, { cwd, env });
  const interrupted = Promise.withResolvers<void>();
  cli.onInterrupt(() => interrupted.resolve());
  return {
    cli,
    process: cli,
    output: createOutput(cli),
    untilInterrupted: async () => interrupted.promise,
    interruption: () => new AbortController().signal,
    settle() {},
  };
}
