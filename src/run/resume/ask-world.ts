import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ChangeAction, Outcome, Plan } from '../../core/action.ts';
import { Failure } from '../../core/failure.ts';
import type { Json } from '../../core/json.ts';
import { sha256 } from '../../evidence/digest.ts';
import type { ActionPlanned } from '../../evidence/progress.ts';
import type { Recording } from '../context.ts';

/** An action that was planned when the run was cut: whether it was applied, nobody wrote down. */
export interface CutAction {
  readonly planned: ActionPlanned;
  /** The run's folder, absolute. */
  readonly folder: string;
}

/** What the world says of a cut action. `undone`: it does not show the effect, so that it is planned and applied again. */
export type Answer = { readonly kind: 'settled'; readonly outcome: Outcome } | { readonly kind: 'undone' };

/**
 * Asks `verify` with the plan from before the cut. An effect that is there is not made twice; where nobody can say whether it
 * is there, the verdict is `unknown` and nothing is applied: a guess either way may be wrong.
 */
export async function askWorld(
  action: ChangeAction<unknown, Json>,
  { context, adopt }: Pick<Recording, 'context' | 'adopt'>,
  input: unknown,
  cut: CutAction,
): Promise<Answer> {
  adopt(cut.planned.kept);
  const plan = await planFromBefore(cut);
  if (plan === undefined)
    return undecided(cut, 'its plan held a secret that was not kept, or the kept plan was changed');
  const outcome = await verifyQuietly(() => action.verify(context, input, plan));
  if (outcome.verdict === 'verified')
    return { kind: 'settled', outcome: { ...outcome, facts: { ...outcome.facts, afterCut: foundDone } } };
  if (outcome.verdict === 'failed') return { kind: 'undone' };
  return undecided(cut, outcome.reason ?? `its check says ${outcome.verdict}`);
}

const foundDone = 'The run was cut here; the world showed the effect, and it was not applied again.';

/** What an action says of itself when it was planned and applied again. */
export const appliedAgain =
  'The run was cut here; the world did not show the effect, and it was planned and applied again.';

/** Undefined when what was kept is not what was planned, byte for byte. */
async function planFromBefore({ planned, folder }: CutAction): Promise<Plan | undefined> {
  const text = await readFile(join(folder, planned.kept.path), 'utf8').catch(() => '');
  return sha256(text) === planned.plan ? (JSON.parse(text) as Plan) : undefined;
}

/** A check that cannot look has not said no. */
async function verifyQuietly(verify: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await verify();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { verdict: 'unknown', reason: `${error.data.what}: ${error.data.why}` };
  }
}

function undecided({ planned }: CutAction, why: string): Answer {
  const reason = `the run was cut while ${planned.action} was at work, and whether it was applied cannot be told: ${why}`;
  return { kind: 'settled', outcome: { verdict: 'unknown', reason, facts: { afterCut: 'undecided' } } };
}
