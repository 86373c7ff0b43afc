import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import type { Report } from '../../../core/report.ts';
import { reportOf } from '../../../evidence/report.ts';
import { findRun } from '../../../run/find-run.ts';
import { readRunState, type RunState } from '../../../run/run-state.ts';
import type { CliContext } from '../../app/context.ts';
import type { CommonFlags } from '../../app/flags.ts';
import { exitReason } from '../../output/blocks/exit-reason.ts';
import { shownPath, workspaceRoot } from '../workspace.ts';

/** Shows a run from its journal. It says what was written down; whether that holds, `evidence verify` says. */
export async function showCommand({ cli, output }: CliContext, flags: CommonFlags, id?: string): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const run = await findRun(root, id);
  const state = await readRunState(run);
  const page = join(run.folder, 'page.html');
  const report: Report = { runs: [reportOf(state.record, relative(run.root, run.folder), relative(root, page))] };
  const shownPage = existsSync(page) ? shownPath(cli.cwd, page) : 'none: the run was not sealed';
  output.payload(report, [
    { kind: 'record', record: state.record, page: shownPage, folder: shownPath(cli.cwd, run.folder) },
    { kind: 'line', text: '' },
    { kind: 'note', text: endOf(state) },
  ]);
  return exitCodes.settled;
}

function endOf(state: RunState): string {
  const { run, mode, direction } = state.record;
  if (state.kind === 'ended') return `The run ended with ${exitReason([state.record]).sentence}`;
  if (state.kind === 'running') return `The run goes on: process ${state.pid} works on it.`;
  return mode === 'live'
    ? `The run was cut. It goes on with \`prestage resume ${run}\`.`
    : `The rehearsal was cut, and cannot go on: \`prestage rehearse ${direction.path}\` makes a new one.`;
}
