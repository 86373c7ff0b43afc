import { catalogue } from '../../../actions/registry.ts';
import { loadWorkspace } from '../../../config/load.ts';
import type { ExitCode } from '../../../core/exit-code.ts';
import { findRun } from '../../../run/find-run.ts';
import { readOpening } from '../../../run/resume/past.ts';
import { resumeRun } from '../../../run/resume/resume-run.ts';
import type { CliContext } from '../../app/context.ts';
import { signerFor } from '../keys/signer-for.ts';
import { liveMeans } from '../run/live-means.ts';
import { showFinished } from '../run/show-finished.ts';
import { workspaceRoot } from '../workspace.ts';
import type { ResumeFlags } from './command.ts';

/** Goes on with a run that was cut. */
export async function resumeCommand(context: CliContext, flags: ResumeFlags, id: string): Promise<ExitCode> {
  const { cli } = context;
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const run = await findRun(root, id);
  await readOpening(run);
  const signer = await signerFor(cli, { root, role: 'run', file: flags.key });
  const means = liveMeans(context, catalogue, await loadWorkspace(root), flags.withoutLock);
  const setup = { ...means, signer, signal: context.interruption() };
  return showFinished(context, root, await resumeRun(setup, run));
}
