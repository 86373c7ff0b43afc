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

/** What comes after a task that is not settled would say something of work that was not done, or no longer stands. */
export function hindranceOf(
  after: readonly string[],
  tasks: readonly TaskRecord[],
  scope: Pick<RunScope, 'setup' | 'view'>,
): Hindrance | undefined {
  const first = firstUnsettled(
    after,
    tasks.filter(({ verdict }) => verdict !== 'stale'),
  );
  if (first === undefined) return undoneBefore(after, tasks);
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

/** In a run, what is stale was undone by the way back. */
function undoneBefore(after: readonly string[], tasks: readonly TaskRecord[]): Hindrance | undefined {
  const undone = tasks.filter(({ number, verdict }) => after.includes(number) && verdict === 'stale');
  if (undone.length === 0) return undefined;
  return {
    verdict: 'blocked',
    reason: `the rollback has undone task ${undone.map(({ number }) => number).join(', ')}`,
    fix: 'Mend what failed, then run the direction again.',
  };
}
