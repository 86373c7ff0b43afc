import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { Failure } from '../../../core/failure.ts';
import { isSettled } from '../../../core/verdict.ts';
import { listRuns, type FoundRun } from '../../../run/find-run.ts';
import { readRunState, type RunState } from '../../../run/run-state.ts';
import type { CliContext } from '../../app/context.ts';
import type { CommonFlags } from '../../app/flags.ts';
import type { Block } from '../../output/port.ts';
import { formatDuration } from '../../output/words/duration.ts';
import { shownPath, workspaceRoot } from '../workspace.ts';

interface Listed {
  readonly run: string;
  readonly folder: string;
  readonly state?: RunState;
  /** Why the run cannot be read. */
  readonly problem?: string;
}

/** Lists every run that left a journal, the unreadable ones too. */
export async function runsCommand({ cli, output }: CliContext, flags: CommonFlags): Promise<ExitCode> {
  const root = workspaceRoot(cli.cwd, flags.workspace);
  const found = await Promise.all((await listRuns(root)).map(look));
  const runs = found.map((listed) => ({ ...listed, folder: shownPath(cli.cwd, listed.folder) }));
  output.payload({ runs: runs.map(described) }, [people(runs)]);
  return exitCodes.settled;
}

async function look(found: FoundRun): Promise<Listed> {
  const { id: run, folder } = found;
  try {
    return { run, folder, state: await readRunState(found) };
  } catch (error) {
    if (error instanceof Failure) return { run, folder, problem: error.message };
    throw error;
  }
}

function described({ run, folder, state, problem }: Listed): object {
  if (state === undefined) return { run, folder, problem };
  const { mode, direction, verdict, startedAt, durationMs, head } = state.record;
  const record = { mode, direction: direction.path, verdict, startedAt, durationMs, head };
  return { run, folder, state: state.kind, ...record };
}

function people(runs: readonly Listed[]): Block {
  if (runs.length === 0) return { kind: 'line', text: 'There is no run yet. `prestage rehearse` makes the first one.' };
  return { kind: 'table', head: ['run', 'mode', 'verdict', 'settled', 'time', 'direction'], rows: runs.map(row) };
}

/** A run that did not end has no verdict yet: where it stands is said in its place. */
function row({ run, state, problem }: Listed): readonly string[] {
  if (state === undefined) return [run, '', 'unreadable', '', '', problem ?? ''];
  const { mode, verdict, durationMs, direction, tasks } = state.record;
  const settled = tasks.filter((task) => isSettled(task.verdict)).length;
  const end = state.kind === 'ended' ? verdict : state.kind;
  return [run, mode, end, `${settled} of ${tasks.length}`, formatDuration(durationMs), direction.path];
}
