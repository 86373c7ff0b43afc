import type { CommandResult, Exec } from '../../core/command.ts';
import { refusalIn, refusalMark } from '../../core/refusal.ts';

/** A program that the sandbox does not execute says `Permission denied`, and nobody would know whose. */
export function namingTheSandbox(exec: Exec): Exec {
  return async (command) => {
    const result = await exec(command);
    return isOfTheSandbox(result) ? { ...result, stderr: `${refusalMark}${words}\n${result.stderr}` } : result;
  };
}

const words =
  'the sandbox of this run executes allowed tools and the packages in a node_modules of the workspace or above it, and ' +
  'nothing else; this call ended with 126, cannot be executed';

/** A shim's refusal ends with 126 too, and has given its own reason. */
function isOfTheSandbox(result: CommandResult): boolean {
  return result.exitCode === 126 && refusalIn(result) === undefined;
}
