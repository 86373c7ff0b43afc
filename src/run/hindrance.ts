import type { TaskRecord } from '../core/record.ts';
import { isSettled } from '../core/verdict.ts';
import type { RunScope } from './context.ts';

/** Why something is not looked at yet, and the way out. */
export interface Hindrance {
  readonly verdict: 'blocked';
  readonly reason: string;
  readonly fix: string;
}

/** The first task that has to come before another and is not settled. */
export function firstUnsettled(after: readonly string[], tasks: readonly TaskRecord[]): TaskRecord | undefined {
  return tasks.find((task) => after.includes(task.number) && !isSettled(task.verdict));
}

/** What comes after a task that is not settled would say something of work that was not done. */
export function hindranceOf(
  after: readonly string[],
  tasks: readonly TaskRecord[],
  scope: Pick<RunScope, 'setup' | 'view'>,
): Hindrance | undefined {
  const first = firstUnsettled(after, tasks);
  if (first === undefined) return undefined;
  return {
    verdict: 'blocked',
    reason: `task ${first.number} comes first and is ${first.verdict}`,
    fix: wayPast(first, scope),
  };
}

/** What waits can be settled, and the run goes on then; what failed can not, in this run. */
function wayPast({ number, verdict }: TaskRecord, { setup, view }: Pick<RunScope, 'setup' | 'view'>): string {
  const goesOn = setup.mode === 'live' && verdict === 'waiting';
  return `Settle task ${number}, then ${goesOn ? `\`prestage resume ${view().id}\`` : 'run this one again'}.`;
}

/** After the way back, a box that speaks of tasks would be looked at with their work undone. */
export function undoneBy(after: readonly string[], rollback: TaskRecord | undefined): Hindrance | undefined {
  if (after.length === 0 || rollback === undefined) return undefined;
  return {
    verdict: 'blocked',
    reason: `the rollback has undone task ${after.join(', ')}`,
    fix: 'Mend what failed, then run the direction again.',
  };
}
