import { setTimeout } from 'node:timers/promises';
import type { Context } from 'hono';
import type { Conditions } from '../state/behaviour.ts';
import { takesTraffic } from '../state/checks.ts';
import { start } from '../state/commands.ts';
import { current, type Machine } from '../state/machine.ts';
import type { FlyApp, FlyState } from '../state/state.ts';
import { settle } from '../state/timeline.ts';
import type { Env, World } from '../machines/call.ts';

/**
 * The app itself, as whoever opens its page meets it: every path is answered by one of the machines that take
 * traffic, each in its turn, and says which release answered. `/_app/NAME/…`, or any path with the app's own host.
 */
export function door(world: World): (c: Context<Env>) => Promise<Response | undefined> {
  const turns = new Map<string, number>();
  return async (c) => {
    const app = appMeant(world.state, c);
    if (app === undefined) return undefined;
    const ready = await readyOf(world, app, c.env.conditions);
    const turn = turns.get(app.name) ?? 0;
    turns.set(app.name, turn + 1);
    const machine = ready[turn % Math.max(1, ready.length)];
    if (machine === undefined) return c.text(nobody, 503);
    return c.json(said(app, machine));
  };
}

const nobody = 'could not find a good candidate within 40 attempts at load balancing';
/** Real milliseconds between two looks at a machine that is being started. */
const lookMs = 10;
/** How long Fly's proxy keeps a request for a machine that it has started, in milliseconds of the clock. */
const patienceMs = 10_000;

/** Who takes traffic. Where nobody does, one that rests is started, if its services want that, and waited for. */
async function readyOf(world: World, app: FlyApp, conditions: Conditions): Promise<readonly Machine[]> {
  const { state, clock, stopping } = world;
  const since = clock.now().getTime();
  for (let isFirst = true; ; isFirst = false) {
    const now = clock.now().getTime();
    for (const machine of app.machines) settle(machine, now);
    const ready = app.machines.filter((machine) => takesTraffic(machine, now));
    if (ready.length > 0) return ready;
    const resting = app.machines.find(startsByItself);
    if (isFirst && resting === undefined) return [];
    if (isFirst && resting !== undefined) start({ state, app, now, conditions }, resting);
    if (now - since > patienceMs) return [];
    await setTimeout(lookMs, undefined, { signal: stopping });
  }
}

function startsByItself(machine: Machine): boolean {
  if (machine.cordoned || (machine.state !== 'stopped' && machine.state !== 'suspended')) return false;
  return (current(machine).config.services ?? []).some(({ autostart }) => autostart === true);
}

/** By the path, by the host, or the only one that there is. */
function appMeant({ apps }: FlyState, c: Context<Env>): FlyApp | undefined {
  const byPath = /^\/_app\/(?<name>[^/]+)(?:\/|$)/u.exec(c.req.path)?.groups?.['name'];
  if (byPath !== undefined) return apps.get(byPath);
  if (/^\/(?:v1|api\/v1|graphql)(?:\/|$)/u.test(c.req.path)) return undefined;
  const host = (c.req.header('x-forwarded-host') ?? c.req.header('host') ?? '').replace(/:\d+$/u, '');
  const byHost = [...apps.values()].find(({ hostname }) => hostname === host);
  return byHost ?? (apps.size === 1 ? [...apps.values()][0] : undefined);
}

function said({ name }: FlyApp, machine: Machine) {
  const { image, config } = current(machine);
  return {
    status: 'ok',
    app: name,
    release: image.reports,
    digest: image.digest,
    release_version: Number(config.metadata?.['fly_release_version'] ?? 0),
    machine: machine.id,
    region: machine.region,
  };
}
