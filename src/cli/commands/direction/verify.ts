import { exitCodes, strongestExitCode, type ExitCode } from '../../../core/exit-code.ts';
import type { Finding } from '../../../core/order.ts';
import { verifyTicks } from '../../../run/ticks.ts';
import type { CliContext } from '../../app/context.ts';
import type { CommonFlags } from '../../app/flags.ts';
import { pathInWorkspace, workspaceRoot } from '../workspace.ts';

/** Recomputes the ticks of a direction. Stale evidence leaves a box unknown; anything else found is a failure. */
export async function verifyTicksCommand(
  { cli, output }: CliContext,
  flags: CommonFlags,
  file: string,
): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const path = pathInWorkspace(cli, root, file);
  const findings = await verifyTicks(root, path, cli.env);
  output.payload({ file: path, findings }, [{ kind: 'findings', findings }]);
  return strongestExitCode(findings.map(codeOf));
}

function codeOf({ rule }: Finding): ExitCode {
  return rule === 'evidence.stale' ? exitCodes.unsettled : exitCodes.failed;
}
