import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { findRun, listRuns, type FoundRun } from '../../../run/find-run.ts';
import { tickDirection } from '../../../run/ticks.ts';
import type { CliContext } from '../../app/context.ts';
import { readRecord } from '../run-records.ts';
import { pathInWorkspace, workspaceRoot } from '../workspace.ts';
import type { TickFlags } from './routes.ts';

/** Writes the ticks of a direction as the evidence of a live run has them. */
export async function tickCommand({ cli, output }: CliContext, flags: TickFlags, file: string): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const path = pathInWorkspace(cli, root, file);
  const run = flags.run === undefined ? await newestOf(root, path) : await findRun(root, flags.run);
  const { ticked, boxes } = await tickDirection({ root, file: path, folder: run.folder, env: cli.env });
  output.payload({ file: path, run: run.id, ticked, boxes }, [
    { kind: 'line', text: `${path}: ${ticked} of ${boxes} boxes ticked, from ${run.id}` },
  ]);
  return ticked === boxes ? exitCodes.settled : exitCodes.unsettled;
}

async function newestOf(root: string, file: string): Promise<FoundRun> {
  const own = (await listRuns(root)).filter((run) => run.root === root);
  for (const run of own.toReversed()) if ((await readRecord(run.folder)).direction.path === file) return run;
  throw new Failure({
    code: 'run.not-found',
    what: `There is no live run of ${file}`,
    why: 'boxes are ticked from evidence, and rehearsals never tick a live box',
    fix: 'Run the direction live first, or name a run with --run RUN; `prestage runs` lists them.',
  });
}
