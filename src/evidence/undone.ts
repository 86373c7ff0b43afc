import type { TaskRecord } from '../core/record.ts';
import { isSettled } from '../core/verdict.ts';

/** A run's tasks as its rollback left them: what it undid was settled, and no longer stands. */
export function withUndone(tasks: readonly TaskRecord[], rollback: TaskRecord | undefined): readonly TaskRecord[] {
  if (rollback?.undoes === undefined) return tasks;
  const undone = new Set(rollback.undoes);
  return tasks.map((task) => (undone.has(task.number) && isSettled(task.verdict) ? undo(task, rollback) : task));
}

function undo(task: TaskRecord, rollback: TaskRecord): TaskRecord {
  const reason = isSettled(rollback.verdict)
    ? `${task.verdict}, then undone by the rollback`
    : `${task.verdict}; the rollback set out to undo it, and is ${rollback.verdict}`;
  return { ...task, verdict: 'stale', reason, fix: 'Mend what failed, then run the direction again.' };
}
