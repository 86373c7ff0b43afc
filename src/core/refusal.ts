import type { CommandResult } from './command.ts';

/** Begins the line in which a run says that it kept a program from running: among what the program printed. */
export const refusalMark = 'prestage: ';

/** Why the run kept a program from running, in its own words; undefined when it did not. */
export function refusalIn({ exitCode, stderr }: Pick<CommandResult, 'exitCode' | 'stderr'>): string | undefined {
  if (exitCode !== 126) return undefined;
  return stderr
    .split('\n')
    .find((line) => line.startsWith(refusalMark))
    ?.slice(refusalMark.length);
}
