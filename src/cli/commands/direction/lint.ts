import { catalogue } from '../../../actions/registry.ts';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { prepare } from '../../../run/prepare.ts';
import { findProgram } from '../../../services/process/find-program.ts';
import type { CliContext } from '../../app/context.ts';
import type { CommonFlags } from '../../app/flags.ts';
import { definedEnv } from '../child-env.ts';
import { pathInWorkspace, workspaceRoot } from '../workspace.ts';

/** Shows what the linter finds in a direction, its bindings and their inputs; errors are a failure, warnings are not. */
export async function lintCommand({ cli, output }: CliContext, flags: CommonFlags, file: string): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const path = pathInWorkspace(cli, root, file);
  const env = definedEnv(cli.env);
  const { findings } = await prepare(root, path, catalogue, (name) => findProgram(name, env) !== undefined);
  output.payload({ file: path, findings }, [{ kind: 'findings', findings }]);
  return findings.some((finding) => finding.severity === 'error') ? exitCodes.failed : exitCodes.settled;
}
