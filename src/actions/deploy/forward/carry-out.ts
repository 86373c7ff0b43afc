import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { ForwardData } from '../data.ts';
import type { Judgement } from '../look/judge-app.ts';
import { verifyApp } from '../look/verify.ts';
import { wantedWith } from '../look/wanted.ts';
import { moveBack } from '../move/back.ts';
import { moveForward } from '../move/forward.ts';
import type { FlyPlace } from '../place.ts';
import type { RestorePoint } from '../point/point.ts';
import { versionBefore } from '../point/newest.ts';
import { step } from '../steps.ts';

/** Forward, and verified. */
export async function carryForward(
  context: ActionContext,
  place: FlyPlace,
  data: ForwardData,
): Promise<Judgement['verdict']> {
  const { wish } = data;
  return step(
    context,
    `forward by ${wish.by === 'flyctl' ? 'flyctl' : 'the API'}`,
    async () => moveForward(context, place, wish),
    async () => verifyApp(context, place, wantedWith(wish.digest, data)),
  );
}

/** Back to a point, or on to it again; and verified. */
export async function carryTo(
  context: ActionContext,
  place: FlyPlace,
  {
    point,
    answeredBefore,
    name,
  }: { readonly point: RestorePoint; readonly answeredBefore: boolean; readonly name: string },
): Promise<Judgement['verdict']> {
  const { digest } = point.release;
  let newerThan = 0;
  return step(
    context,
    name,
    async () => {
      newerThan = await versionBefore(place, digest);
      await moveBack(context, place, point, name);
    },
    async () => verifyApp(context, place, wantedWith(digest, { point, newerThan, answeredBefore })),
  );
}

/**
 * Back to the point after a way forward that failed. Where it failed before anything was changed, nothing is: neither a machine
 * nor a record.
 */
export async function carryBack(context: ActionContext, place: FlyPlace, data: ForwardData): Promise<void> {
  const { point, answeredBefore } = data;
  const { version } = point.release;
  if (await isUntouched(context, place, data))
    return context.say(`${place.app} runs release ${version} as before: nothing was changed`);
  await carryTo(context, place, { point, answeredBefore, name: `back to release ${version}` });
}

async function isUntouched(context: ActionContext, place: FlyPlace, data: ForwardData): Promise<boolean> {
  const { digest, version } = data.point.release;
  try {
    const seen = await verifyApp(context, place, wantedWith(digest, { ...data, newerThan: version - 1 }));
    return seen.verdict === 'verified';
  } catch (error) {
    // What cannot be seen is gone back from.
    if (error instanceof Failure) return false;
    throw error;
  }
}
