import { catalogue } from '../../../actions/registry.ts';
import { loadWorkspace } from '../../../config/load.ts';
import type { ExitCode } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { planDirection } from '../../../run/dry-run.ts';
import { runDirection } from '../../../run/run-direction.ts';
import { refuseWithoutKey } from '../../../run/without-key.ts';
import type { CliContext } from '../../app/context.ts';
import { signerFor } from '../keys/signer-for.ts';
import { pathInWorkspace, workspaceRoot } from '../workspace.ts';
import { liveMeans } from './live-means.ts';
import type { RunFlags } from './command.ts';
import { showDryRun } from './show-dry-run.ts';
import { showFinished } from './show-finished.ts';

/** Runs one direction live, or shows what a run would do. */
export async function runCommand(context: CliContext, flags: RunFlags, file: string): Promise<ExitCode> {
  const { cli, output } = context;
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const setup = {
    ...liveMeans(context, catalogue, await loadWorkspace(root), flags.withoutLock),
    file: pathInWorkspace(cli, root, file),
    mode: 'live' as const,
    selection: { only: flags.only, from: flags.from, skip: flags.skip },
  };
  if (flags.dryRun === true) return showDryRun(output, await planDirection(setup));
  const signer = await signerFor(cli, { root, role: 'run', file: flags.key }).catch((error: unknown) => {
    if (error instanceof Failure) return refuseWithoutKey(setup, error);
    throw error;
  });
  return showFinished(context, root, await runDirection({ ...setup, signer, signal: context.interruption() }));
}
