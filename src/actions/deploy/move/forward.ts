import type { ActionContext } from '../../../core/action.ts';
import { Failure } from '../../../core/failure.ts';
import type { Json } from '../../../core/json.ts';
import { succeeded } from '../../../core/command.ts';
import type { Strategy } from '../../../services/fly/flyctl/argv.ts';
import { deployByFlyctl } from '../../../services/fly/flyctl/client.ts';
import { isAtRest } from '../../../services/fly/machines/machine.ts';
import { lookAtApp, type AppState } from '../look/app.ts';
import { flyctlAccess, type FlyPlace } from '../place.ts';
import { deadlineFrom } from './deadline.ts';
import { moveApp, wordsOf } from './move.ts';
import { watchMachine } from './watch.ts';

/** An image that falls over does so in its first moments, after it was well for one of them. */
const steadySeconds = 2;

/** Part of a plan, so a type. */
export type ForwardWish = {
  readonly by: 'flyctl' | 'api';
  readonly image: string;
  readonly digest: string;
  readonly strategy: Strategy;
  /** The running release's config, which the API gives the new one too. */
  readonly definition: Json;
};

/** Brings the image to every machine. Throws Failure `deploy.not-well`, `deploy.flyctl-failed` besides the client's: then it is the caller's to go back. */
export async function moveForward(context: ActionContext, place: FlyPlace, wish: ForwardWish): Promise<void> {
  const state = await lookAtApp(place);
  if (wish.by === 'flyctl') return byFlyctl(context, place, wish);
  const { image, digest, strategy, definition } = wish;
  const configs = new Map(state.machines.map(({ id, config }) => [id, config]));
  const target = { image, digest, strategy, definition, configs };
  const options = { purpose: 'promotion', steadySeconds };
  const { standings } = await moveApp(context, place, state, target, options);
  refuseUnwell([...standings].map(([id, standing]) => ({ id, standing })));
}

type Stood = { readonly id: string; readonly standing: Awaited<ReturnType<typeof watchMachine>> };

function refuseUnwell(stood: readonly Stood[]): void {
  const bad = stood.filter(({ standing: { kind } }) => kind !== 'well' && kind !== 'idle');
  if (bad.length === 0) return;
  // What was only stopped by another's fault is told after it.
  const first = bad.toSorted((a, b) => Number(a.standing.kind === 'coming') - Number(b.standing.kind === 'coming'));
  throw new Failure({
    code: 'deploy.not-well',
    what: `${bad.length} of ${stood.length} machines did not become well with the new image`,
    why: first.map(({ id, standing }) => `machine ${id}: ${wordsOf(standing)}`).join('; '),
    fix: 'Read what they print: `fly logs`.',
  });
}

/** Its exit code is told and not believed: it waits for nothing with `immediate`, and takes a machine that was set back for done. */
async function byFlyctl(context: ActionContext, place: FlyPlace, wish: ForwardWish): Promise<void> {
  const { app, own } = place;
  const deadline = deadlineFrom(context, place);
  const { result, ownLog } = await deployByFlyctl(context.exec, await flyctlAccess(context, place), {
    app,
    config: own.config,
    image: wish.image,
    strategy: wish.strategy,
  });
  await context.keep('flyctl.log', ownLog === '' ? 'flyctl kept no log of its own\n' : ownLog);
  if (!succeeded(result))
    throw new Failure({
      code: 'deploy.flyctl-failed',
      what: `flyctl did not deploy ${app}`,
      why: `it ended with ${result.exitCode ?? result.signal ?? 'no exit code'}: ${lastLine(result.stderr) || lastLine(result.stdout)}`,
      fix: 'Read what it printed: it is kept in commands.log.',
    });
  refuseUnwell(await watchAll(context, place, await lookAtApp(place), { digest: wish.digest, deadline }));
}

async function watchAll(
  { clock }: ActionContext,
  place: FlyPlace,
  { machines }: AppState,
  { digest, deadline }: { readonly digest: string; readonly deadline: number },
): Promise<readonly Stood[]> {
  const stop = new AbortController();
  return Promise.all(
    machines.map(async (machine) => {
      const wanted = { digest, version: machine.version, mayBeStopped: isAtRest(machine) };
      const standing = await watchMachine(place, machine.id, wanted, {
        clock,
        deadline,
        stop: stop.signal,
        steadySeconds,
      });
      if (standing.kind !== 'well' && standing.kind !== 'idle') stop.abort();
      return { id: machine.id, standing };
    }),
  );
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.slice(0, 300) ?? '';
}
