import { performance } from 'node:perf_hooks';
import type { BoundBox, BoundLine, BoundTask } from '../core/binding.ts';
import type { ActionRecord, TaskRecord } from '../core/record.ts';
import type { BegunTask } from '../evidence/progress.ts';
import { withUndone } from '../evidence/undone.ts';
import { worstOf } from '../core/verdict.ts';
import type { RunScope } from './context.ts';
import { hindranceOf, type Hindrance } from './hindrance.ts';
import type { Journal } from './journal.ts';
import type { Prepared } from './prepare.ts';
import { rollbackWaits, standing, withoutBoxes, withRollbackBegun, type Earlier } from './resume/earlier.ts';
import { settleByActions, settleWithout, type Subject } from './task.ts';
import { undoneTasks } from './undone.ts';

/** What a run works through. `tasks` grows as they come to a verdict: it is what actions see of the run. */
export interface Course {
  readonly prepared: Prepared;
  /** Tasks that are not run, by number, with the reason. */
  readonly skipped: ReadonlyMap<string, string>;
  readonly tasks: TaskRecord[];
  /** What was done before the run was cut. */
  readonly earlier: Earlier;
}

/** Runs a prepared direction from where it stands to its last box. The journal says how it went. */
export async function execute(scope: RunScope, journal: Journal, course: Course): Promise<void> {
  const started = performance.now();
  const { tasks, boxes, monitoring, rollback } = course.prepared.bound;
  const rest: TaskRecord[] = [];
  let { earlier } = course;
  const isRollingBack = rollbackWaits(earlier);
  if (isRollingBack) earlier = withRollbackBegun(earlier);
  for (const task of tasks) {
    const before = isRollingBack ? course.earlier.settled.get(task.item.number) : standing(task, course);
    if (before === undefined) earlier = withoutBoxes(earlier);
    course.tasks.push(before ?? (await settleTask(scope, journal, task, course)));
  }
  const settle = async (number: string, work: () => Promise<TaskRecord>): Promise<void> => {
    rest.push(earlier.settled.get(number) ?? (await work()));
  };
  const failed = course.tasks.some((task) => task.verdict === 'failed');
  if (failed && rollback !== undefined) {
    await settle('rollback', () => settleRollback(scope, journal, rollback, course));
    markUndone(scope, course, rest.at(-1));
  }
  for (const box of boxes) {
    const hindrance = hindranceOf(box.after, course.tasks, scope);
    await settle(box.box.number, () => settleBox(scope, journal, box, earlier, hindrance));
  }
  if (monitoring !== undefined) await settle('monitoring', () => settleMonitoring(scope, journal, monitoring, earlier));
  journal.append({ kind: 'constraints.measured', measured: await scope.constraints.account() });
  journal.append({
    kind: 'run.closed',
    verdict: worstOf([...course.tasks, ...rest].map((task) => task.verdict)),
    durationMs: course.earlier.workedMs + Math.round(performance.now() - started),
  });
}

async function settleTask(
  scope: RunScope,
  journal: Journal,
  task: BoundTask,
  { tasks, skipped, earlier }: Course,
): Promise<TaskRecord> {
  const { item, steps, after, person } = task;
  const subject = { number: item.number, title: item.text, item, steps };
  const reason = skipped.get(item.number);
  if (reason !== undefined) return settleWithout(scope, journal, subject, { verdict: 'skipped', reason });
  const hindrance = hindranceOf(after, tasks, scope);
  if (hindrance !== undefined) return settleWithout(scope, journal, subject, hindrance);
  const waiting = person === undefined ? undefined : waitingFor(person, item.number, scope.view().id);
  if (steps.length > 0) {
    const withPerson = waiting === undefined ? subject : { ...subject, person: waiting };
    return settleInTime(scope, journal, withPerson, earlier.begun.get(item.number));
  }
  if (waiting !== undefined) return settleWithout(scope, journal, subject, { verdict: 'waiting', ...waiting });
  return settleWithout(scope, journal, subject, unbound);
}

const unbound = {
  verdict: 'unknown',
  reason: 'no action is bound yet',
  fix: 'Bind an action to it in the sidecar (`prestage direction bind FILE` proposes one), or name a `person:` who settles it.',
} as const;

function waitingFor(person: string, number: string, run: string) {
  return {
    reason: `${person} settles this`,
    fix: `prestage attest ${run} ${number} --by NAME --note "what was done"`,
  };
}

async function settleBox(
  scope: RunScope,
  journal: Journal,
  { box, steps }: BoundBox,
  { begun }: Earlier,
  hindrance: Hindrance | undefined,
): Promise<TaskRecord> {
  const subject = { number: box.number, title: box.text, steps };
  if (hindrance !== undefined) return settleWithout(scope, journal, subject, hindrance);
  if (steps.length > 0) return settleInTime(scope, journal, subject, begun.get(box.number));
  return settleWithout(scope, journal, subject, {
    verdict: 'unknown',
    reason: 'no check is bound yet',
    fix: 'Bind a check to the box under `done:` in the sidecar.',
  });
}

async function settleMonitoring(
  scope: RunScope,
  journal: Journal,
  { line, steps }: BoundLine,
  { begun }: Earlier,
): Promise<TaskRecord> {
  return settleInTime(scope, journal, { number: 'monitoring', title: line.text, steps }, begun.get('monitoring'));
}

/** What undoes a failure may take the time that it needs. */
async function settleRollback(
  scope: RunScope,
  journal: Journal,
  { line, steps }: BoundLine,
  { prepared, tasks, earlier }: Course,
): Promise<TaskRecord> {
  const undoing = { folder: scope.folder.absolute, bound: prepared.bound.tasks, tasks };
  const undoes = (actions: readonly ActionRecord[]) => undoneTasks(actions, undoing);
  const subject = { number: 'rollback', title: line.text, steps, undoes };
  return settleByActions(scope, journal, subject, earlier.begun.get('rollback'));
}

/** What the rollback undid is told again: it was shown as settled. */
function markUndone(scope: RunScope, { tasks }: Course, rollback: TaskRecord | undefined): void {
  for (const [index, task] of withUndone(tasks, rollback).entries()) {
    if (tasks[index] === task) continue;
    tasks[index] = task;
    scope.setup.watch({ kind: 'task.settled', task });
  }
}

/** What comes after the end of the order's minutes fails without having been tried. */
async function settleInTime(
  scope: RunScope,
  journal: Journal,
  subject: Subject,
  begun: BegunTask | undefined,
): Promise<TaskRecord> {
  const spent = scope.constraints.spent();
  if (spent === undefined) return settleByActions(scope, journal, subject, begun);
  return settleWithout(scope, journal, subject, { verdict: 'failed', ...spent });
}
