import type { RunRecord, TaskRecord } from '../../core/record.ts';
import { partsOf } from '../parts-of.ts';
import { instant } from '../words/moment.ts';
import { wasRun } from '../words/took.ts';

/** Where a task lies on the axis, as shares of the whole, 0 to 1. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Row {
  readonly task: TaskRecord;
  readonly startMs: number;
  /** Absent when its start is no moment. */
  readonly stretch?: Stretch;
}

/** The rows of the timeline, in the record's order, and what the axis spans. */
export interface Timeline {
  readonly spanMs: number;
  readonly rows: readonly Row[];
}

export function timelineOf(record: RunRecord): Timeline {
  const opened = instant(record.startedAt);
  const all = [...record.tasks, ...aftermath(record)];
  const ends = all.map((task) => instant(task.startedAt) - opened + task.durationMs);
  const spanMs = Math.max(1, ...[record.durationMs, ...ends].filter(Number.isFinite));
  return { spanMs, rows: all.map((task) => rowOf(task, instant(task.startedAt) - opened, spanMs)) };
}

/** What was run beside the tasks, as it went. */
function aftermath(record: RunRecord): readonly TaskRecord[] {
  const rest = partsOf(record).filter((part) => !record.tasks.includes(part) && wasRun(part));
  return rest.toSorted((a, b) => instant(a.startedAt) - instant(b.startedAt));
}

function rowOf(task: TaskRecord, startMs: number, spanMs: number): Row {
  if (!Number.isFinite(startMs)) return { task, startMs: 0 };
  const from = Math.max(0, startMs) / spanMs;
  return { task, startMs: Math.max(0, startMs), stretch: { from, to: from + task.durationMs / spanMs } };
}

/** The task that took at least half of all the time, when there are others to compare it with. */
export function longest({ rows, spanMs }: Timeline): Row | undefined {
  if (rows.filter(({ task }) => wasRun(task)).length < 2) return undefined;
  return rows.find(({ task }) => wasRun(task) && task.durationMs / spanMs >= 0.5);
}
