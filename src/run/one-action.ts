import type { Action, ActionContext, Outcome, Plan } from '../core/action.ts';
import { exitCodes } from '../core/exit-code.ts';
import { Failure } from '../core/failure.ts';
import { canonicalJson } from '../core/json.ts';
import { sha256 } from '../evidence/digest.ts';
import { knownSecrets } from './secrets/known.ts';
import { missingSecrets } from './secrets/missing.ts';
import { notLocked } from './lock/environments.ts';
import { lockForCall } from './lock/for-call.ts';
import { databasesFor } from './databases.ts';
import { liveContext, type LiveMeans } from './live-context.ts';
import type { LockOptions } from './lock/request.ts';
import { withLocks } from './lock/with-locks.ts';
import { needsApproval } from './approval/request.ts';
import { createCapture } from './capture.ts';

/** An action called by itself, outside a run: it keeps no evidence. */
export interface OneAction extends LiveMeans {
  readonly action: Action;
  readonly input: unknown;
  readonly environment?: string;
  readonly lock?: LockOptions | undefined;
}

/** What a call came to: a plan that was shown, or an outcome. A plan that changes nothing has both. */
export type OneResult =
  | { readonly kind: 'planned'; readonly plan: Plan; readonly digest: string; readonly outcome?: Outcome }
  | { readonly kind: 'done'; readonly outcome: Outcome };

/** Checks just run; a change is planned, and written when `apply` says so. A digest refuses a plan that has changed. */
export async function callAction(call: OneAction, apply: boolean, digest?: string): Promise<OneResult> {
  await refuseMissing(call);
  const capture = createCapture((await knownSecrets(call.vault)).secrets);
  const databases = databasesFor(call, call.environment, capture.redactor);
  try {
    return capture.all(await perform(call, liveContext(call, call.environment, { capture, databases }), apply, digest));
  } catch (error) {
    throw capture.error(error);
  } finally {
    await databases.close();
  }
}

async function perform(
  call: OneAction,
  context: ActionContext,
  apply: boolean,
  digest: string | undefined,
): Promise<OneResult> {
  const { action, input } = call;
  if (action.effects === 'none') return { kind: 'done', outcome: await action.check(context, input) };
  const plan = await action.plan(context, input);
  const actual = sha256(canonicalJson(plan));
  if (digest !== undefined && digest !== actual) throw planChanged(digest, actual);
  if (!apply) {
    const planned = { kind: 'planned', plan, digest: actual } as const;
    // Nothing is left to write, and whether all is well is asked: tests that failed change nothing either.
    return plan.changes.length > 0 ? planned : { ...planned, outcome: await action.verify(context, input, plan) };
  }
  refuseUnapproved(call);
  return withLocks(lockForCall(call), async (locks) => {
    for (const environment of locks.notHeld) call.say(notLocked(environment, '').message);
    await locks.assertHeld(call.environment);
    await action.apply(context, input, plan);
    const outcome = await action.verify(context, input, plan);
    await locks.assertHeld(call.environment);
    return { kind: 'done', outcome };
  });
}

async function refuseMissing({ action, environment, workspace, vault }: OneAction): Promise<void> {
  const step = { action: action.id, ...(environment === undefined ? {} : { environment }) };
  const catalogue = { ids: [action.id], load: async () => action };
  const settings = (area: string): unknown => workspace.settings(area);
  const [first, ...others] = await missingSecrets([step], catalogue, { vault, settings });
  if (first === undefined) return;
  if (others.length === 0) throw new Failure(first);
  throw new Failure({
    code: 'run.preflight',
    what: `${action.id} cannot be called yet`,
    why: `${others.length + 1} things are missing or wrong; nothing was changed`,
    fix: 'Mend each of them, then call it again.',
    problems: [first, ...others],
  });
}

/** A change of production is approved by its plan, and that approval is part of a run's evidence. */
function refuseUnapproved({ action, environment, workspace }: OneAction): void {
  if (!needsApproval(action, { environment }, 'live', workspace.config)) return;
  throw new Failure(
    {
      code: 'approval.needs-run',
      what: `${action.id} would change ${environment}, which needs an approval`,
      why: 'an approval belongs to a run, whose evidence shows it; a command by itself leaves none',
      fix: 'Bind it to a task of a direction, and start `prestage run FILE`.',
    },
    exitCodes.usage,
  );
}

function planChanged(digest: string, actual: string): Failure {
  return new Failure(
    {
      code: 'plan.changed',
      what: 'The plan is no longer the one that was named',
      why: `--plan is ${digest.slice(0, 12)}…, the plan made now is ${actual.slice(0, 12)}…`,
      fix: 'Look at the plan again without --apply, then name its digest.',
    },
    exitCodes.unsettled,
  );
}
