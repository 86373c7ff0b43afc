import type { ActionContext, RunView } from '../../../core/action.ts';
import type { TaskRecord } from '../../../core/record.ts';
import type { Entry } from './append.ts';
import { nextStepOf, titleOf, unsettledTasks, verdictOf } from './unsettled.ts';

/** The entry that `feedback.blockers` leaves; undefined when every task so far is settled. */
export function blockersEntry(context: ActionContext, run: RunView): Entry | undefined {
  const tasks = unsettledTasks(run);
  if (tasks.length === 0) return undefined;
  return {
    heading: `## Blockers of run \`${run.id}\` (${context.mode})`,
    lines: [
      `Direction: \`${run.direction}\`. Started: ${run.startedAt}.`,
      '',
      ...tasks.flatMap((task) => blockerLines(task, run)),
    ],
  };
}

function blockerLines(task: TaskRecord, run: RunView): readonly string[] {
  return [`- ${titleOf(task)} — ${verdictOf(task)}`, `  - Next step: ${nextStepOf(task, run)}`];
}
