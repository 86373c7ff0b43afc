import type { ActionContext, Outcome } from '../../core/action.ts';
import type { JsonObject } from '../../core/json.ts';
import { stepLines } from './account.ts';
import { stepsOf } from './steps.ts';

/** What outlives the run: of a deploy that was rehearsed, and of a way back that was drilled. */
export type DeployFormat = 'prestage.deploy-rehearsal/1' | 'prestage.rollback-drill/1';

/** Keeps the steps beside the verdict, and the record in the area's archive. Nothing was done: nothing is kept. */
export async function recordSteps(
  context: ActionContext,
  { environment, format }: { readonly environment: string; readonly format: DeployFormat },
  { verdict, reason = '' }: Pick<Outcome, 'verdict' | 'reason'>,
  facts: JsonObject,
): Promise<void> {
  const steps = stepsOf(context);
  if (steps.length === 0) return;
  await context.keep('deploy.txt', `${stepLines(steps)}\n`);
  const at = context.clock.now().toISOString();
  await context.archive('deploy', {
    content: { format, mode: context.mode, environment, at, verdict, reason, ...facts },
    line: { verdict, format },
  });
}
