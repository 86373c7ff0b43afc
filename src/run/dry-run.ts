import type { Action, ActionContext, Plan } from '../core/action.ts';
import type { BoundTask, Step } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';
import { canonicalJson } from '../core/json.ts';
import type { Finding } from '../core/order.ts';
import { sha256 } from '../evidence/digest.ts';
import { runsFolder } from './folder.ts';
import { nameRecord } from './archive.ts';
import { located } from './located.ts';
import { databasesFor, type Databases } from './databases.ts';
import { layGround, type Ground } from './ground.ts';
import { leftOut } from './selection.ts';
import { resolverOf } from './secrets/resolve.ts';
import type { RunSetup } from './setup.ts';

/** What an action would do now. */
export type PlannedStep = { readonly action: string; readonly environment?: string } & (
  | { readonly kind: 'plan'; readonly plan: Plan; readonly digest: string }
  /** It looks and changes nothing; a dry run does not call it. */
  | { readonly kind: 'check'; readonly summary: string }
  /** It cannot be planned as the workspace is now: what comes before it may have to be done first. */
  | { readonly kind: 'unplanned'; readonly reason: string; readonly fix?: string }
);

export interface PlannedTask {
  readonly number: string;
  readonly title: string;
  readonly steps: readonly PlannedStep[];
  /** Why nothing of it would be done. */
  readonly reason?: string;
}

export interface DryRun {
  readonly direction: string;
  readonly title: string;
  readonly tasks: readonly PlannedTask[];
  readonly warnings: readonly Finding[];
}

/**
 * Plans every action of every selected task and writes nothing: no run folder, no journal, no probe of the disk, no refreshed
 * git index. Checks are not called, although they declare no effects: one of them may be the workspace's own test script, and
 * what it would see is a world in which the tasks before it have not been done. Throws Failure as a run's preflight does.
 */
export async function planDirection(setup: Omit<RunSetup, 'signer'>): Promise<DryRun> {
  const quiet = { ...setup, childEnv: { ...setup.childEnv, GIT_OPTIONAL_LOCKS: '0' } };
  const ground = await layGround(quiet, 'dry-run', { willWrite: false });
  const { bound, file, findings } = ground.prepared;
  const skipped = leftOut(
    bound.tasks.map(({ item }) => item.number),
    setup.selection,
  );
  const tasks: PlannedTask[] = [];
  for (const task of bound.tasks) tasks.push(await planTask(setup, ground, task, skipped.get(task.item.number)));
  return { direction: file, title: bound.order.title, tasks, warnings: findings };
}

async function planTask(
  setup: Omit<RunSetup, 'signer'>,
  ground: Ground,
  task: BoundTask,
  skipped: string | undefined,
): Promise<PlannedTask> {
  const { number, text: title } = task.item;
  const reason = skipped ?? (task.steps.length > 0 ? undefined : reasonOf(task));
  if (reason !== undefined) return { number, title, steps: [], reason };
  const steps: PlannedStep[] = [];
  for (const step of task.steps) {
    const databases = databasesFor(setup, step.environment, ground.capture.redactor);
    const context = contextOf(setup, ground, task, step, databases);
    try {
      steps.push(await planStep(setup, step, context));
    } finally {
      await databases.close();
    }
  }
  return { number, title, steps };
}

function reasonOf({ person }: BoundTask): string {
  return person === undefined ? 'no action is bound yet' : `${person} settles this`;
}

async function planStep(
  { catalogue }: Pick<RunSetup, 'catalogue'>,
  step: Step,
  context: ActionContext,
): Promise<PlannedStep> {
  const named = {
    action: step.action,
    ...(step.environment === undefined ? {} : { environment: step.environment }),
  };
  const action = await catalogue.load(step.action);
  if (action === undefined) return { ...named, kind: 'unplanned', reason: `there is no action ${step.action}` };
  if (action.effects === 'none') return { ...named, kind: 'check', summary: action.summary };
  try {
    const plan = await planOf(action, step, context);
    return { ...named, kind: 'plan', plan, digest: sha256(canonicalJson(plan)) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { what, why, fix } = error.data;
    return { ...named, kind: 'unplanned', reason: `${what}: ${why}`, fix };
  }
}

async function planOf(action: Exclude<Action, { effects: 'none' }>, step: Step, context: ActionContext): Promise<Plan> {
  return action.plan(context, action.input.parse(step.input));
}

/** What an action keeps is named and not written. */
function contextOf(
  setup: Omit<RunSetup, 'signer'>,
  { prepared, exec, capture }: Ground,
  { item }: BoundTask,
  { environment }: Step,
  { database, scratch }: Databases,
): ActionContext {
  const { workspace, clock, mode, file } = setup;
  const startedAt = clock.now().toISOString();
  return {
    root: workspace.root,
    mode,
    clock,
    exec,
    order: prepared.bound.order,
    item,
    run: { id: 'dry-run', direction: file, folder: `${runsFolder}/dry-run`, startedAt, tasks: [], intended: [] },
    settings: (area) => workspace.settings(area),
    secret: resolverOf(setup.vault, environment),
    database,
    scratch,
    locate: located(setup.locate, environment),
    ...(environment === undefined ? {} : { environment }),
    keep: async (name, content) => {
      const text = typeof content === 'string' ? capture.file(content) : capture.bytes(content);
      return { path: name, sha256: sha256(text), bytes: Buffer.byteLength(text) };
    },
    archive: async (area, archived) => nameRecord({ root: workspace.root, area, environment }, archived),
    redact: (text) => capture.text(text),
    say: (line) => setup.watch({ kind: 'task.progress', number: item.number, line: capture.text(line) }),
  };
}
