import { setTimeout } from 'node:timers/promises';
import { Hono, type Context } from 'hono';
import { FlyError } from '../answers.ts';
import { findMachine } from '../state/commands.ts';
import { current, type Machine } from '../state/machine.ts';
import { settle } from '../state/timeline.ts';
import { askedOf, type Env, type World } from './call.ts';

/** Seconds: Fly lets nobody wait longer in one call. */
const longest = 60;
/** Real milliseconds between two looks: the clock may be moved meanwhile. */
const lookMs = 10;

/** States that only end by a call. */
const settled: readonly string[] = ['started', 'stopped', 'suspended', 'destroyed', 'failed'];

/** `/v1/apps/APP/machines/ID/wait`: answers when the state is there, or 408 after as many seconds as it was given. */
export function waitRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/', async (c) => {
    const asked = askedOf(world, c);
    const machine = findMachine(asked.app, c.req.param('id') ?? '');
    const wanted = statesOf(c);
    const version = c.req.query('version') ?? c.req.query('instance_id');
    const seconds = Math.min(longest, Number(c.req.query('timeout') ?? longest));
    const end = { emulated: asked.now + seconds * 1000, real: performance.now() + seconds * 1000 };
    for (;;) {
      const now = world.clock.now().getTime();
      settle(machine, now);
      refuseReplaced(machine, version);
      if (isThere(machine, wanted)) return c.json(told(machine));
      if (now >= end.emulated || performance.now() >= end.real) throw new FlyError(408, 'deadline_exceeded: timed out');
      if (c.req.raw.signal.aborted) throw new FlyError(408, 'canceled: the caller went away');
      await setTimeout(lookMs, undefined, { signal: world.stopping });
    }
  });
  return routes;
}

function statesOf(c: Context<Env>): readonly string[] {
  const states = (c.req.queries('state') ?? ['started']).flatMap((each) => each.split(','));
  return states.flatMap((state) => (state === 'settled' ? settled : [state]));
}

/** Whoever waits for a version that it no longer has waits in vain. */
function refuseReplaced(machine: Machine, version: string | undefined): void {
  if (version !== undefined && version !== current(machine).version)
    throw new FlyError(400, `invalid_argument: machine ${machine.id} does not have version ${version}`);
}

function isThere({ state }: Machine, wanted: readonly string[]): boolean {
  return wanted.includes(state);
}

function told(machine: Machine) {
  const event = machine.events[0];
  return {
    ok: true,
    state: machine.state,
    version: current(machine).version,
    ...(event === undefined ? {} : { event_id: event.id }),
  };
}
