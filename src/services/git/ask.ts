import type { Command, CommandResult, Exec } from '../../core/command.ts';
import { succeeded } from '../../core/command.ts';
import { Failure } from '../../core/failure.ts';
import { isCut } from '../process/bounded.ts';

/** What git printed, whole. Throws Failure `git.not-found`, `git.no-repository` or `git.failed`. */
export async function expectSuccess(exec: Exec, command: Command): Promise<string> {
  const result = await exec(command);
  if (!succeeded(result)) throw failed(result);
  if (isCut(result.stdout)) throw failed({ ...result, stderr: 'it printed more than is kept' });
  return result.stdout;
}

/** Undefined when git says by its exit code that there is no such thing; a repository that is not there still throws. */
export async function askIfThere(exec: Exec, command: Command): Promise<string | undefined> {
  const result = await exec(command);
  if (succeeded(result) && !isCut(result.stdout)) return result.stdout;
  if (result.found && result.exitCode !== undefined && !isNoRepository(result)) return undefined;
  throw failed(result);
}

function isNoRepository(result: CommandResult): boolean {
  return /not a git repository|dubious ownership/i.test(result.stderr);
}

function failed(result: CommandResult): Failure {
  if (!result.found)
    return new Failure({
      code: 'git.not-found',
      what: 'Cannot ask git',
      why: 'there is no program `git` on the PATH',
      fix: 'Install git (https://git-scm.com/downloads) and run it again.',
    });
  const why = result.timedOut ? 'it did not answer in time' : firstLine(result.stderr);
  if (isNoRepository(result))
    return new Failure({
      code: 'git.no-repository',
      what: 'The workspace is no git repository that git will open',
      why,
      fix: 'Run `git init` in the workspace, or, for another owner, `git config --global --add safe.directory <workspace>`.',
    });
  return new Failure({
    code: 'git.failed',
    what: 'A git command failed',
    why,
    fix: `Run it by hand and see: ${result.command}`,
  });
}

function firstLine(text: string): string {
  return text.split('\n').find((line) => line.trim() !== '') ?? 'it gave no reason';
}
