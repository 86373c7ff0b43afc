import type { ActionContext, Change, Plan } from '../../../core/action.ts';
import type { MachineConfig } from '../../../services/fly/machines/schema.ts';
import { listSecrets } from '../../../services/fly/secrets.ts';
import type { Release } from '../../../services/fly/releases/read.ts';
import type { BackData, DatabaseBack } from '../data.ts';
import { lookAtApp, refuseUnreachable, type AppState } from '../look/app.ts';
import { shortDigest } from '../look/digest.ts';
import { probe } from '../look/probe.ts';
import type { FlyPlace } from '../place.ts';
import { chooseRelease } from '../point/choose.ts';
import { configsOf } from '../point/configs.ts';
import { pinned, refuseMissingImage } from '../point/image.ts';
import { versionBefore } from '../point/newest.ts';
import { pointAt } from '../point/point.ts';
import { keptPoint } from '../point/record.ts';
import { databaseBack } from './database.ts';

/** Shows what will change, and refuses what could not end well. Throws the Failures of its parts. */
export async function planBack(
  context: ActionContext,
  place: FlyPlace,
  to: number | undefined,
  wish?: DatabaseBack['course'],
): Promise<Plan<BackData>> {
  const state = await lookAtApp(place);
  refuseUnreachable(state);
  const release = chooseRelease(state, to);
  const configs = await configsOf(place, state, { release });
  await refuseMissingImage(place, pinned(release.image, release.digest), `of release ${release.version}`);
  const database = await databaseBack(context, place, release, wish);
  await saySecretsSince(context, place, release);
  const running = { digest: state.machines[0]?.digest ?? '', machines: 1, tries: 1 };
  const answered = await probe(context, place, running);
  const [newest] = state.releases;
  const data: BackData = {
    app: place.app,
    database: database.course === 'keep' ? { course: 'keep' } : { course: 'restore', backup: database.backup },
    point: {
      // Another release of the same image may have had another config.
      ...pointAt(state, release, (machine) => machine.release === release.id && machine.digest === release.digest),
      ...(await keptPoint(context.root, place.environment, release.version)),
    },
    from: { version: newest?.version ?? 0, digest: newest?.digest ?? '' },
    newerThan: await versionBefore(place, release.digest),
    answeredBefore: answered.kind === 'right' || answered.kind === 'other',
  };
  const changes = [...changesOf(state, configs, release), ...database.changes];
  return { summary: summaryOf(state, data, release), changes, data };
}

function summaryOf({ app, machines }: AppState, { from }: BackData, release: Release): string {
  const mixed = new Set(machines.map(({ digest }) => digest)).size > 1 ? ', which is half-way' : '';
  return `Bring ${app} back from release ${from.version} (${shortDigest(from.digest)}${mixed}) to release ${release.version} (${shortDigest(release.digest)}), of ${release.createdAt}`;
}

function changesOf(
  { app, machines }: AppState,
  configs: ReadonlyMap<string, MachineConfig>,
  release: Release,
): readonly Change[] {
  return machines.map((machine) => {
    const image =
      machine.digest === release.digest
        ? `keeps ${shortDigest(release.digest)}`
        : `from ${shortDigest(machine.digest)} to ${shortDigest(release.digest)}`;
    const parts = changedParts(machine.config, configs.get(machine.id) ?? machine.config);
    const config = parts.length === 0 ? '' : `, and its ${parts.join(', ')} as it was`;
    const volume = machine.hasVolume ? '; its volume keeps what is on it' : '';
    return {
      kind: 'update',
      target: `fly:${app}/${machine.id}`,
      summary: `in ${machine.region}, ${image}${config}${volume}`,
    };
  });
}

/** Names alone: values of `env` may be secrets that somebody put there. */
function changedParts(now: MachineConfig, then: MachineConfig): readonly string[] {
  const names = [...new Set([...Object.keys(now), ...Object.keys(then)])].filter(
    (name) => !['image', 'metadata', 'env'].includes(name),
  );
  const differing = names.filter((name) => JSON.stringify(now[name]) !== JSON.stringify(then[name]));
  const [a, b] = [now.env ?? {}, then.env ?? {}];
  const variables = [...new Set([...Object.keys(a), ...Object.keys(b)])].filter((name) => a[name] !== b[name]);
  return [...differing, ...variables.map((name) => `env.${name}`)].toSorted();
}

/** Values cannot be read back from Fly, so that none is restored: who wrote them is to know that they stay. */
async function saySecretsSince(
  { say }: ActionContext,
  { fly, app }: FlyPlace,
  { createdAt, version }: Release,
): Promise<void> {
  const since = (await listSecrets(fly, app)).filter(
    ({ updatedAt }) => updatedAt !== undefined && updatedAt > createdAt,
  );
  if (since.length === 0) return;
  const names = since.map(({ name }) => name).join(', ');
  say(`Changed since release ${version}, and staying as they are now: the secrets ${names}.`);
}
