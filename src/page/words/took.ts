import type { TaskRecord } from '../../core/record.ts';
import { durationWords } from './duration.ts';

/** Whether anything was run for it; where nothing was, there is no duration to speak of. */
export function wasRun(task: TaskRecord): boolean {
  return task.actions.length > 0;
}

export function took(task: TaskRecord): string {
  if (wasRun(task)) return durationWords(task.durationMs);
  return task.verdict === 'attested' ? '' : 'not run';
}
