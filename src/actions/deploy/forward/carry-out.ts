import type { ActionContext } from '../../../core/action.ts';
import type { ForwardData } from '../data.ts';
import { verifyApp } from '../look/verify.ts';
import { wantedWith } from '../look/wanted.ts';
import { moveBack } from '../move/back.ts';
import { moveForward } from '../move/forward.ts';
import type { FlyPlace } from '../place.ts';
import type { RestorePoint } from '../point/point.ts';
import { versionBefore } from '../point/newest.ts';
import { step } from '../steps.ts';

/** Forward, verified; gives whether it was. */
export async function carryForward(context: ActionContext, place: FlyPlace, data: ForwardData): Promise<boolean> {
  const { wish } = data;
  return step(
    context,
    `forward by ${wish.by === 'flyctl' ? 'flyctl' : 'the API'}`,
    async () => moveForward(context, place, wish),
    async () => verifyApp(context, place, wantedWith(wish.digest, data)),
  );
}

/** Back to a point, or on to it again; verified. Gives whether it was. */
export async function carryTo(
  context: ActionContext,
  place: FlyPlace,
  {
    point,
    answeredBefore,
    name,
  }: { readonly point: RestorePoint; readonly answeredBefore: boolean; readonly name: string },
): Promise<boolean> {
  const { digest } = point.release;
  const newerThan = await versionBefore(place, digest);
  return step(
    context,
    name,
    async () => moveBack(context, place, point, name),
    async () => verifyApp(context, place, wantedWith(digest, { point, newerThan, answeredBefore })),
  );
}
