import { performance } from 'node:perf_hooks';
import type { ActionContext } from '../../core/action.ts';
import { Failure, type FailureData } from '../../core/failure.ts';
import type { Judgement } from './look/judge-app.ts';

/** One thing that was done to an app, and what was seen when it was. */
export interface DeployStep {
  readonly name: string;
  readonly verdict: Judgement['verdict'];
  readonly reasons: readonly string[];
  /** From its beginning to the end of its verification. */
  readonly ms: number;
  /** What ended it before it could be verified. */
  readonly failure?: FailureData;
}

/** What was done, in order; for whoever verifies in the same process. */
const done = new WeakMap<ActionContext, DeployStep[]>();

export function stepsOf(context: ActionContext): readonly DeployStep[] {
  return done.get(context) ?? [];
}

/**
 * Does one thing and verifies it, both timed. What Fly refuses is a step that failed, and not the end: the way back is gone all the
 * same. Gives what was seen.
 */
export async function step(
  context: ActionContext,
  name: string,
  act: () => Promise<unknown>,
  verify: () => Promise<Judgement>,
): Promise<Judgement['verdict']> {
  const begun = performance.now();
  context.say(name);
  const ended = await attempt(act);
  const judgement = ended instanceof Failure ? undefined : await attempt(verify);
  const failure = ended instanceof Failure ? ended : judgement instanceof Failure ? judgement : undefined;
  const seen: Judgement = judgement === undefined || judgement instanceof Failure ? failedBy(failure) : judgement;
  const one = {
    name,
    verdict: seen.verdict,
    reasons: seen.reasons,
    ms: Math.round(performance.now() - begun),
    ...(failure === undefined ? {} : { failure: failure.data }),
  };
  done.set(context, [...(done.get(context) ?? []), one]);
  return seen.verdict;
}

function failedBy(failure: Failure | undefined): Judgement {
  const words = failure === undefined ? 'nothing was seen' : `${failure.data.what}: ${failure.data.why}`;
  return { verdict: 'failed', reasons: [words], well: 0 };
}

async function attempt<T>(act: () => Promise<T>): Promise<T | Failure> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}
