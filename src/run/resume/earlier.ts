import type { BoundOrder, BoundTask } from '../../core/binding.ts';
import type { RunRecord, TaskRecord } from '../../core/record.ts';
import type { BegunTask, Progress } from '../../evidence/progress.ts';
import { firstUnsettled } from '../hindrance.ts';

/** What a run has behind it when it starts to work: nothing, or what it had done when it was cut. */
export interface Earlier {
  /** The verdicts that stand, by number, with what people have attested since. */
  readonly settled: ReadonlyMap<string, TaskRecord>;
  readonly begun: ReadonlyMap<string, BegunTask>;
  /** What its tasks took, those too that were cut, up to their last word; the time in which nothing ran does not count. */
  readonly workedMs: number;
  /** Whether it goes on, from however little. */
  readonly isResumed: boolean;
  /** Whether a task was at work when it was cut. */
  readonly wasCutInTask: boolean;
}

export const nothingEarlier: Earlier = {
  settled: new Map(),
  begun: new Map(),
  workedMs: 0,
  isResumed: false,
  wasCutInTask: false,
};

export function earlierOf(progress: Progress, record: RunRecord): Earlier {
  const tasks = new Map(record.tasks.map((task) => [task.number, task]));
  const settled = [...progress.settled].map(([number, task]) => [number, tasks.get(number) ?? task] as const);
  const settledMs = [...progress.settled.values()].reduce((sum, task) => sum + task.durationMs, 0);
  return {
    settled: new Map(settled),
    begun: progress.begun,
    workedMs: settledMs + progress.cutMs,
    isResumed: true,
    wasCutInTask: progress.cutIn !== undefined,
  };
}

/** When a task runs now, what was seen before it of the boxes, the monitoring line and the rollback is old. */
export function withoutBoxes(earlier: Earlier): Earlier {
  return { ...earlier, settled: tasksOf(earlier.settled), begun: tasksOf(earlier.begun) };
}

function tasksOf<Kept>(parts: ReadonlyMap<string, Kept>): ReadonlyMap<string, Kept> {
  return new Map([...parts].filter(([number]) => /^\d/.test(number)));
}

/** The way back waits for an approval: it is all that goes on, and what was seen after it is old. */
export function rollbackWaits({ settled }: Pick<Earlier, 'settled'>): boolean {
  const rollback = settled.get('rollback');
  return rollback !== undefined && waitsInAnAction(rollback);
}

/** What was seen of it before: its actions that were applied stand. */
export function withRollbackBegun(earlier: Earlier): Earlier {
  const begun = earlier.begun.get('rollback');
  const rest = withoutBoxes(earlier);
  return begun === undefined ? rest : { ...rest, begun: new Map([...rest.begun, ['rollback', begun]]) };
}

interface Standing {
  readonly tasks: readonly TaskRecord[];
  readonly earlier: Pick<Earlier, 'settled'>;
}

/** A task's verdict from before, when it stands: nothing that was settled runs twice. */
export function standing({ item, after }: BoundTask, { tasks, earlier }: Standing): TaskRecord | undefined {
  const before = earlier.settled.get(item.number);
  if (before === undefined || waitsInAnAction(before)) return undefined;
  return before.verdict === 'blocked' && firstUnsettled(after, tasks) === undefined ? undefined : before;
}

/** Every verdict that stands when the run goes on, in the order of the journal: the boxes' only when no task runs again. */
export function standingParts({ tasks }: BoundOrder, earlier: Earlier): readonly TaskRecord[] {
  const settled = [...earlier.settled.values()];
  const again = tasks.filter((task) => standing(task, { tasks: settled, earlier }) === undefined);
  const kept = again.length === 0 && !rollbackWaits(earlier) ? earlier : withoutBoxes(earlier);
  return [...kept.settled.values()].filter(({ number }) => !again.some(({ item }) => item.number === number));
}

/** A person has to approve what one of its actions would do: whoever resumes asks again. */
function waitsInAnAction({ verdict, actions }: TaskRecord): boolean {
  return verdict === 'waiting' && actions.some((action) => action.verdict === 'waiting');
}
