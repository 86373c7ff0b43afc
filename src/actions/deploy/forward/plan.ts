import type { ActionContext, Change, Plan } from '../../../core/action.ts';
import { findFlyctl } from '../../../services/fly/flyctl/client.ts';
import type { Strategy } from '../../../services/fly/flyctl/argv.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { ForwardData } from '../data.ts';
import { lookAtApp, refuseAllStopped, refuseUnreachable, type AppState } from '../look/app.ts';
import { shortDigest } from '../look/digest.ts';
import { probe } from '../look/probe.ts';
import type { FlyPlace } from '../place.ts';
import { refuseMissingImage } from '../point/image.ts';
import { pointAt } from '../point/point.ts';
import { isCutWayBack, refuseOthersDeploy, releaseBefore } from './running.ts';
import { sourceImage, type SourceImage } from './source.ts';
import { ownToml, refuseOtherConfig } from './toml.ts';

export interface ForwardInput {
  readonly image?: string | undefined;
  readonly strategy: Strategy;
}

/** Reads, and refuses what could not end well. Throws the Failures of its parts. */
export async function planForward(
  context: ActionContext,
  place: FlyPlace,
  input: ForwardInput,
): Promise<Plan<ForwardData>> {
  const [state, toml] = await Promise.all([lookAtApp(place), ownToml(context, place)]);
  refuseUnreachable(state);
  refuseAllStopped(state);
  const source = await sourceImage(context, place, input.image);
  const before = releaseBefore(state, source.digest);
  const isBack = isCutWayBack(state, source.digest);
  if (!isBack) refuseOthersDeploy(state, source.digest, context.clock.now());
  await refuseMissingImage(place, source.image, `of ${source.from}`);
  const by = await byWhat(context, place);
  if (by === 'api') refuseOtherConfig(place, toml, before.definition);
  const running = { digest: state.machines[0]?.digest ?? '', machines: 1, tries: 1 };
  const answered = await probe(context, place, running);
  const { image, digest } = source;
  const data: ForwardData = {
    app: place.app,
    course: isBack ? 'back' : isThere(state, digest) ? 'there' : 'forward',
    wish: { by, image, digest, strategy: input.strategy, definition: before.definition },
    point: pointAt(state, before),
    newerThan: before.version,
    answeredBefore: answered.kind === 'right' || answered.kind === 'other',
    config: toml.digest,
  };
  return { summary: summaryOf(place, data, source, before), changes: changesOf(state, data), data };
}

async function byWhat({ exec }: ActionContext, { settings }: FlyPlace): Promise<'flyctl' | 'api'> {
  return settings.by ?? ((await findFlyctl(exec)) === undefined ? 'api' : 'flyctl');
}

function isThere({ machines, releases: [newest] }: AppState, digest: string): boolean {
  return newest?.status === 'complete' && newest.digest === digest && machines.every((each) => each.digest === digest);
}

function summaryOf(
  { app }: FlyPlace,
  { course, wish, point }: ForwardData,
  source: SourceImage,
  before: Release,
): string {
  const { version } = point.release;
  if (course === 'there') return `${app} runs ${shortDigest(source.digest)} already`;
  if (course === 'back') return `Go on with the way back of ${app} to release ${version} that was cut`;
  const how = wish.by === 'flyctl' ? `flyctl, ${wish.strategy}` : `the API, ${wish.strategy}`;
  return `Promote ${shortDigest(source.digest)} of ${source.from} to ${app} by ${how}; the way back is release ${version}, ${shortDigest(before.digest)}`;
}

function changesOf({ app, machines }: AppState, { course, wish, point }: ForwardData): readonly Change[] {
  if (course === 'there') return [];
  const to = course === 'back' ? point.release.digest : wish.digest;
  return machines
    .filter(({ digest }) => digest !== to)
    .map(({ id, region, digest }) => ({
      kind: 'update',
      target: `fly:${app}/${id}`,
      summary: `in ${region}, from ${shortDigest(digest)} to ${shortDigest(to)}`,
    }));
}
