import { exitCodes, type ExitCode } from '../../../core/exit-code.ts';
import type { DryRun, PlannedStep, PlannedTask } from '../../../run/dry-run.ts';
import type { Block, Output } from '../../output/port.ts';
import { count } from '../../output/words/count.ts';
import { cut } from '../../output/words/width.ts';

/** Cells of a task's title in the table. */
const mostTitle = 36;

/** Shows what a run would do. 2 when an action cannot be planned as the workspace is now. */
export function showDryRun(output: Output, dryRun: DryRun): ExitCode {
  const unplanned = dryRun.tasks.flatMap(({ steps }) => steps).filter(({ kind }) => kind === 'unplanned').length;
  const code = unplanned === 0 ? exitCodes.settled : exitCodes.unsettled;
  const rows = dryRun.tasks.flatMap(taskRows);
  const table: Block = { kind: 'table', head: ['', 'task', 'action', 'change', 'what', 'how'], rows };
  const sentence =
    unplanned === 0
      ? 'exit 0: every action that changes something can be planned.'
      : `exit 2: ${count(unplanned, 'action')} cannot be planned as the workspace is now; an earlier task may have to be done first.`;
  output.payload({ dryRun }, [
    { kind: 'line', text: `Dry run of ${dryRun.direction}: nothing was written, and no check was called.` },
    { kind: 'line', text: '' },
    ...(rows.length === 0 ? [] : [table]),
    { kind: 'line', text: '' },
    { kind: 'line', text: sentence },
  ]);
  return code;
}

function taskRows({ number, title, steps, reason }: PlannedTask): readonly (readonly string[])[] {
  const rows = reason === undefined ? steps.flatMap(stepRows) : [['', '', '', `nothing: ${reason}`]];
  return rows.map((row, index) => [...(index === 0 ? [number, cut(title, mostTitle)] : ['', '']), ...row]);
}

function stepRows(step: PlannedStep): readonly (readonly string[])[] {
  const name = step.environment === undefined ? step.action : `${step.action} env=${step.environment}`;
  if (step.kind === 'check') return [[name, 'check', '', step.summary]];
  if (step.kind === 'unplanned') return [[name, 'cannot', '', step.reason]];
  const { changes, summary } = step.plan;
  if (changes.length === 0) return [[name, 'nothing', '', summary]];
  return changes.map(({ kind, target, summary: how }, index) => [index === 0 ? name : '', kind, target, how]);
}
