import { performance } from 'node:perf_hooks';
import type { Action, ActionContext, Outcome, Plan } from '../core/action.ts';
import type { Step } from '../core/binding.ts';
import { Failure } from '../core/failure.ts';
import { canonicalJson } from '../core/json.ts';
import type { ActionRecord } from '../core/record.ts';
import type { Verdict } from '../core/verdict.ts';
import { sha256 } from '../evidence/digest.ts';
import { needsApproval } from './approval/request.ts';
import { ApprovalAwaited, requireApproval } from './approval/require.ts';
import { record, type Recorded, type Recording, type RunScope } from './context.ts';
import type { Journal } from './journal.ts';
import { appliedAgain, askWorld, type CutAction } from './resume/ask-world.ts';
import { endOfRun } from './resume/stopped.ts';

/** An action's record, and what is to be done about it: its own words for that, or those of a failure that ended it. */
export interface StepResult {
  readonly record: ActionRecord;
  readonly fix?: string;
}

/** One bound action, about to be executed. */
export interface StepCall {
  readonly step: Step;
  readonly recorded: Recorded;
  /** What the journal has of it from before the run was cut, when it may have been applied. */
  readonly cut?: CutAction;
}

/** Executes one bound action: plan, the intent into the journal, apply, verify. A failure is a record like any other. */
export async function executeStep(scope: RunScope, journal: Journal, call: StepCall): Promise<StepResult> {
  const { step, recorded } = call;
  const started = performance.now();
  const recording = record(scope, recorded);
  const { outcome: whole, fix } = await settle(scope, journal, call, recording);
  const { table: _, findings: __, ...outcome } = whole;
  scope.setup.signal?.throwIfAborted();
  await recording.finish();
  const summary = {
    id: step.action,
    ...(step.environment === undefined ? {} : { environment: step.environment }),
    ...scope.capture.all(outcome),
  };
  await recording.context.keep('outcome.json', `${canonicalJson({ ...summary, input: step.input })}\n`);
  const durationMs = Math.round(performance.now() - started);
  const { commands, evidence } = recording;
  const result = {
    record: scope.capture.all({ ...summary, durationMs, commands, evidence }),
    ...(fix === undefined ? {} : { fix: scope.capture.text(fix) }),
  };
  journal.append({
    kind: 'action.settled',
    number: recorded.number,
    step: recorded.step,
    action: result.record,
    ...(result.fix === undefined ? {} : { fix: result.fix }),
  });
  return result;
}

interface Settled {
  readonly outcome: Omit<Outcome, 'verdict'> & { readonly verdict: Verdict };
  readonly fix?: string;
}

async function settle(scope: RunScope, journal: Journal, call: StepCall, recording: Recording): Promise<Settled> {
  const { step } = call;
  try {
    const action = await scope.setup.catalogue.load(step.action);
    if (action === undefined) return { outcome: { verdict: 'unknown', reason: `there is no action ${step.action}` } };
    const { fix, ...outcome } = await perform(action, { scope, journal, call, recording });
    return { outcome, ...(fix === undefined ? {} : { fix }) };
  } catch (error) {
    if (error instanceof ApprovalAwaited) return awaited(error);
    const end = endOfRun(error, journal);
    if (end !== undefined) throw end;
    return failed(error);
  } finally {
    await recording.close();
  }
}

interface Performance {
  readonly scope: RunScope;
  readonly journal: Journal;
  readonly call: StepCall;
  readonly recording: Recording;
}

async function perform(action: Action, { scope, journal, call, recording }: Performance): Promise<Outcome> {
  const { context } = recording;
  const input = action.input.parse(call.step.input);
  if (action.effects === 'none') return action.check(context, input);
  if (call.cut !== undefined) {
    const answer = await askWorld(action, recording, input, call.cut);
    if (answer.kind === 'settled') return answer.outcome;
  }
  const plan = await action.plan(context, input);
  await intend(journal, call, context, plan);
  const { number } = call.recorded;
  if (needsApproval(action, call.step, scope.setup.mode, scope.setup.workspace.config))
    await requireApproval(scope, journal, {
      number,
      action: action.id,
      environment: call.step.environment ?? '',
      plan,
    });
  for (const { target } of plan.changes) scope.intended.add(target);
  const locked = action.effects === 'environment' ? call.step.environment : undefined;
  await scope.locks.assertHeld(locked);
  await action.apply(context, input, plan);
  const outcome = await action.verify(context, input, plan);
  // What another may have changed in the meantime has not been verified.
  await scope.locks.assertHeld(locked);
  return call.cut === undefined ? outcome : { ...outcome, facts: { ...outcome.facts, afterCut: appliedAgain } };
}

/** The intent stands in the journal, and the plan on the disk, before the effect: a run that is cut asks by them. */
async function intend(
  journal: Journal,
  { step, recorded }: StepCall,
  context: ActionContext,
  plan: Plan,
): Promise<void> {
  const text = canonicalJson(plan);
  const kept = await context.keep('plan.json', text);
  journal.append({
    kind: 'action.planned',
    number: recorded.number,
    step: recorded.step,
    action: step.action,
    ...(step.environment === undefined ? {} : { environment: step.environment }),
    plan: sha256(text),
    summary: plan.summary,
    kept,
  });
}

/** The run goes on with what does not depend on it; a resumed run plans again and finds the approval. */
function awaited({ request, refusal }: ApprovalAwaited): Settled {
  const { run, task, action, environment } = request;
  const before = refusal === undefined ? '' : `${refusal.data.what}: ${refusal.data.why}; `;
  return {
    outcome: { verdict: 'waiting', reason: `${before}${action} on ${environment} waits for an approval of its plan` },
    fix: `prestage approve ${run} ${task}, then prestage resume ${run}`,
  };
}

/** What an action throws is its verdict. An error that is no `Failure` is ours: the reason says so, and the run goes on to be sealed. */
function failed(error: unknown): Settled {
  if (error instanceof Failure) {
    return { outcome: { verdict: 'failed', reason: `${error.data.what}: ${error.data.why}` }, fix: error.data.fix };
  }
  const words = withoutPlaces(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return {
    outcome: {
      verdict: 'failed',
      reason: `Prestage itself failed: ${words.split('\n')[0]}`,
      facts: { internalError: words },
    },
    fix: 'This is a fault of Prestage: report it with the evidence of this task.',
  };
}

/** Evidence goes to other machines: of a path, what follows the package's folder is enough to find the fault. */
function withoutPlaces(stack: string): string {
  return stack.replaceAll(/(?:file:\/\/)?\/[^\s()]*\/(?=(?:src|dist|node_modules)\/)/g, '');
}
