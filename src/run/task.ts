import type { Step } from '../core/binding.ts';
import type { Item } from '../core/order.ts';
import type { EvidenceFile } from '../core/action.ts';
import type { ActionRecord, TaskRecord } from '../core/record.ts';
import { worstOf, type Verdict } from '../core/verdict.ts';
import { signStatement } from '../evidence/bundle.ts';
import { suiteStatementPath, taskStatementPath } from '../evidence/paths.ts';
import type { BegunTask } from '../evidence/progress.ts';
import { isBox } from '../evidence/run-record.ts';
import type { Statement } from '../evidence/schema/statement.ts';
import { suiteStatement, taskStatement } from '../evidence/statement.ts';
import { heldTo } from './constraints/held-to.ts';
import type { Recorded, RunScope } from './context.ts';
import type { Journal } from './journal.ts';
import { executeStep, type StepCall, type StepResult } from './step.ts';

/** Something that comes to a verdict: a task, a box, the monitoring line, the rollback. */
export interface Subject {
  readonly number: string;
  readonly title: string;
  readonly steps: readonly Step[];
  readonly item?: Item;
  /** Whose word it waits for once its actions are verified, and how it is given. */
  readonly person?: { readonly reason: string; readonly fix: string };
  /** Of the rollback: which tasks it undid, by what its actions were about to change. */
  readonly undoes?: (actions: readonly ActionRecord[]) => Promise<readonly string[]>;
}

/** Runs every action of a subject, signs what came of it, and writes the verdict into the journal. */
export async function settleByActions(
  scope: RunScope,
  journal: Journal,
  subject: Subject,
  begun?: BegunTask,
): Promise<TaskRecord> {
  const { clock, watch, signal } = scope.setup;
  signal?.throwIfAborted();
  const startedAt = begun?.startedAt ?? clock.now().toISOString();
  journal.append({ kind: 'task.started', number: subject.number, title: subject.title });
  watch({ kind: 'task.started', number: subject.number, title: subject.title });
  const hold = await scope.constraints.begin(subject);
  const results: StepResult[] = [];
  for (const [index, step] of subject.steps.entries()) {
    const recorded = { ...placeOf(subject, step, index, begun), exec: hold.execFor(step) };
    results.push(await settleStep(scope, journal, { step, recorded }, begun));
    // What follows in the task was bound to come after it.
    if (results.at(-1)?.record.verdict === 'waiting') break;
  }
  const actions = results.map((result) => result.record);
  const settledAs = worstOf(actions.map((action) => action.verdict));
  const held = heldTo(await hold.end(), {
    verdict: settledAs,
    reason: reasonOf(actions, settledAs),
    fix: results.find((result) => result.fix !== undefined && result.record.verdict === settledAs)?.fix,
  });
  // A person's word comes on top of what was seen, never in its place.
  const { verdict, reason, fix } =
    held.verdict === 'verified' && subject.person !== undefined
      ? { verdict: 'waiting' as const, ...subject.person }
      : held;
  const unsigned: TaskRecord = {
    number: subject.number,
    title: subject.title,
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(fix === undefined ? {} : { fix }),
    startedAt,
    durationMs: actions.reduce((sum, action) => sum + action.durationMs, 0),
    actions,
    statements: [],
    ...(subject.undoes === undefined ? {} : { undoes: await subject.undoes(actions) }),
  };
  return settled(scope, journal, unsigned);
}

/** What an action came to before the run was cut stands; one that was only planned then is looked at first. */
async function settleStep(scope: RunScope, journal: Journal, call: StepCall, begun?: BegunTask): Promise<StepResult> {
  const before = begun?.steps.get(call.recorded.step);
  if (before?.kind === 'action.settled')
    return { record: before.action, ...(before.fix === undefined ? {} : { fix: before.fix }) };
  if (before === undefined) return executeStep(scope, journal, call);
  return executeStep(scope, journal, { ...call, cut: { planned: before, folder: scope.folder.absolute } });
}

/** A subject that no action settles: `unknown`, `waiting`, `blocked` or `skipped`, with the reason and the way out. */
export async function settleWithout(
  scope: RunScope,
  journal: Journal,
  subject: Pick<Subject, 'number' | 'title'>,
  words: { readonly verdict: Verdict; readonly reason: string; readonly fix?: string },
): Promise<TaskRecord> {
  const startedAt = scope.setup.clock.now().toISOString();
  const { number, title } = subject;
  return settled(scope, journal, { number, title, ...words, startedAt, durationMs: 0, actions: [], statements: [] });
}

/** Signs a verdict, writes it into the journal and tells whoever watches. */
async function settled(scope: RunScope, journal: Journal, unsigned: TaskRecord): Promise<TaskRecord> {
  const captured = { ...scope.capture.all(unsigned), redactions: scope.capture.redactions() };
  const task = { ...captured, statements: await signAll(scope, captured) };
  journal.append({ kind: 'task.settled', task });
  scope.setup.watch({ kind: 'task.settled', task });
  return task;
}

/** Where an action's evidence goes. An attempt after a cut has a place of its own: it writes over nothing. */
function placeOf(subject: Subject, step: Step, index: number, begun: BegunTask | undefined): Omit<Recorded, 'exec'> {
  const again = subject.steps.slice(0, index).some((earlier) => earlier.action === step.action) ? `-${index + 1}` : '';
  const attempt = begun === undefined ? '' : `-attempt-${begun.attempts + 1}`;
  return {
    number: subject.number,
    step: index,
    place: `files/${subject.number}/${step.action}${again}${attempt}`,
    ...(subject.item === undefined ? {} : { item: subject.item }),
    ...(step.environment === undefined ? {} : { environment: step.environment }),
  };
}

function reasonOf(actions: readonly ActionRecord[], verdict: Verdict): string | undefined {
  const reasons = actions.filter((action) => action.verdict === verdict && action.reason !== undefined);
  if (actions.length < 2) return reasons[0]?.reason;
  return reasons.length === 0 ? undefined : reasons.map((action) => `${action.id}: ${action.reason}`).join(' · ');
}

/** One link statement about the task, and a test-result statement for each suite. Boxes are signed together when the run closes. */
async function signAll({ facts, folder, setup }: RunScope, task: TaskRecord): Promise<EvidenceFile[]> {
  if (isBox(task.number)) return [];
  const suites = task.actions.flatMap((action) => action.suites ?? []);
  const statements: [string, Statement][] = [
    [taskStatementPath(task.number), taskStatement(facts, task)],
    ...suites.map((suite): [string, Statement] => [
      suiteStatementPath(task.number, suite.name),
      suiteStatement(facts, task, suite),
    ]),
  ];
  const files = [];
  for (const [path, statement] of statements)
    files.push(await folder.write(path, signStatement(statement, setup.signer)));
  return files;
}
