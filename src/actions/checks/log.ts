import type { CommandResult } from '../../core/command.ts';

/** What a script printed, as it is kept beside the verdict. */
export function logOf(result: CommandResult): string {
  const ending = result.timedOut ? 'ended: time-out' : `exit ${result.exitCode ?? result.signal ?? 'none'}`;
  return `$ ${result.command}\n${result.stdout}${result.stderr}\n[${ending}, ${result.durationMs} ms]\n`;
}

/** A script's name as a file's: `test:ci` is `test-ci`. */
export function plainName(script: string): string {
  return script.replaceAll(/[^\w.-]+/g, '-');
}
