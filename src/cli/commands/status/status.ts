import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import { isSettled } from '../../../core/verdict.ts';
import type { CliContext } from '../../app/context.ts';
import type { CommonFlags } from '../../app/flags.ts';
import type { Block } from '../../output/port.ts';
import { workspaceRoot } from '../workspace.ts';
import { standings, type Standing } from './standing.ts';
import { waitsOf } from './waits.ts';

/** Shows where each direction stands. It informs: whatever it finds, it ends with 0. */
export async function statusCommand({ cli, output }: CliContext, flags: CommonFlags): Promise<ExitCode> {
  const found = await standings(workspaceRoot(cli.cwd, flags.workspace));
  output.payload({ directions: found.map(described) }, people(found));
  return exitCodes.settled;
}

function described(standing: Standing): object {
  const { state, changed } = standing;
  const { direction, run, mode, verdict, resumed } = state.record;
  return {
    direction: direction.path,
    run,
    mode,
    verdict,
    state: state.kind,
    stale: changed.length > 0,
    changed,
    ...(resumed === undefined ? {} : { resumed: resumed.map(({ at }) => at) }),
    settled: settledOf(standing),
    tasks: state.record.tasks.length,
    waits: waitsOf(standing),
  };
}

function settledOf({ state }: Standing): number {
  return state.record.tasks.filter(({ verdict }) => isSettled(verdict)).length;
}

function people(found: readonly Standing[]): readonly Block[] {
  if (found.length === 0)
    return [{ kind: 'line', text: 'Nothing was run yet. `prestage rehearse` makes the first run.' }];
  const rows = found.map(row);
  return [
    { kind: 'table', head: ['direction', 'run', 'mode', 'verdict', 'settled', 'state'], rows },
    ...found.flatMap(waitBlocks),
  ];
}

function row(standing: Standing): readonly string[] {
  const { state, changed } = standing;
  const { direction, run, mode, verdict, tasks } = state.record;
  const where = state.kind === 'running' ? `running, process ${state.pid}` : state.kind;
  const settled = `${settledOf(standing)} of ${tasks.length}`;
  return [direction.path, run, mode, verdict, settled, changed.length > 0 ? `${where}, stale` : where];
}

function waitBlocks(standing: Standing): readonly Block[] {
  const waits = waitsOf(standing);
  if (waits.length === 0) return [];
  return [
    { kind: 'line', text: '' },
    { kind: 'line', text: standing.state.record.run },
    ...waits.flatMap(({ what, command }): readonly Block[] => [
      { kind: 'note', text: what },
      { kind: 'command', text: command },
    ]),
  ];
}
