import type { RunRecord, TaskRecord } from '../core/record.ts';

/** Everything of a run that has a verdict: its tasks, its boxes, the monitoring line, the rollback. */
export function partsOf({ tasks, boxes, monitoring, rollback }: RunRecord): readonly TaskRecord[] {
  return [...tasks, ...boxes, monitoring, rollback].filter((part) => part !== undefined);
}
