import type { ActionContext, RunView } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { TaskRecord } from '../../../core/record.ts';
import { isSettled } from '../../../core/verdict.ts';
import { asMarkdown } from './words.ts';

export function unsettledTasks(run: RunView): readonly TaskRecord[] {
  return run.tasks.filter((task) => !isSettled(task.verdict));
}

/** Feedback is written from a run's journal. Throws Failure `feedback.no-run` outside a run. */
export function runOf(context: ActionContext): RunView {
  if (context.run !== undefined) return context.run;
  throw new Failure({
    code: 'feedback.no-run',
    what: 'There is no run to write about',
    why: 'feedback is written from the journal of the run that it is a task of',
    fix: 'Bind it to a task of a direction and run that: `prestage rehearse <direction>`.',
  });
}

export function titleOf(task: TaskRecord): string {
  return `**${task.number}. ${asMarkdown(task.title)}**`;
}

/** `failed: the reason`; a task without a reason says so. */
export function verdictOf(task: TaskRecord): string {
  return `${task.verdict}: ${asMarkdown(reasonOf(task))}`;
}

export function reasonOf(task: TaskRecord): string {
  return task.reason ?? 'no reason was recorded';
}

export function nextStepOf(task: TaskRecord, run: RunView): string {
  if (task.fix !== undefined) return asMarkdown(task.fix);
  return `Settle it by hand and say so: \`prestage attest ${run.id} ${task.number} --by <name> --note <what was done>\`.`;
}
