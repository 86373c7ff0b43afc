import type { Context } from 'hono';
import { takesTraffic } from '../state/checks.ts';
import { current, type Machine } from '../state/machine.ts';
import type { FlyApp, FlyState } from '../state/state.ts';
import { settle } from '../state/timeline.ts';
import type { Env, World } from '../machines/call.ts';

/**
 * The app itself, as whoever opens its page meets it: every path is answered by one of the machines that take
 * traffic, each in its turn, and says which release answered. `/_app/NAME/…`, or any path with the app's own host.
 */
export function door(world: World): (c: Context<Env>) => Response | undefined {
  const turns = new Map<string, number>();
  return (c) => {
    const app = appMeant(world.state, c);
    if (app === undefined) return undefined;
    const now = world.clock.now().getTime();
    for (const machine of app.machines) settle(machine, now);
    const ready = app.machines.filter((machine) => takesTraffic(machine, now));
    const turn = turns.get(app.name) ?? 0;
    turns.set(app.name, turn + 1);
    const machine = ready[turn % Math.max(1, ready.length)];
    if (machine === undefined)
      return c.text('could not find a good candidate within 40 attempts at load balancing', 503);
    return c.json(said(app, machine));
  };
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
