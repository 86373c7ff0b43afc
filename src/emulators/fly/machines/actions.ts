import { Hono, type Context } from 'hono';
import { findMachine, start, stop, suspend, type Asked } from '../state/commands.ts';
import { current, type Machine } from '../state/machine.ts';
import { record } from '../state/timeline.ts';
import { askedOf, bodyOf, machineToChange, type Env, type World } from './call.ts';

/** What is done to a machine without another config, below `/v1/apps/APP/machines/ID`. */
export function actionRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  for (const [name, act] of Object.entries(actions))
    routes.post(`/${name}`, async (c) => {
      await bodyOf(c);
      const asked = askedOf(world, c);
      const machine = machineToChange(asked, c);
      const previous_state = machine.state;
      act(asked, machine);
      return c.json({ ok: true, ...(name === 'start' ? { previous_state } : {}) });
    });
  routes.get('/events', (c) => {
    const { events } = machineOf(world, c);
    return c.json(events.slice(0, Number(c.req.query('limit') ?? 20)));
  });
  routes.get('/ps', (c) => c.json(processesOf(machineOf(world, c))));
  return routes;
}

const actions: Readonly<Record<string, (asked: Asked, machine: Machine) => void>> = {
  start,
  stop,
  suspend,
  restart(asked, machine) {
    machine.state = 'stopped';
    machine.startedAt = undefined;
    start(asked, machine);
  },
  cordon({ now }, machine) {
    machine.cordoned = true;
    record(machine, { type: 'cordon', status: 'cordoned', source: 'user', at: now });
  },
  uncordon({ now }, machine) {
    machine.cordoned = false;
    record(machine, { type: 'uncordon', status: 'uncordoned', source: 'user', at: now });
  },
  signal: stop,
};

function machineOf(world: World, c: Context<Env>): Machine {
  return findMachine(askedOf(world, c).app, c.req.param('id') ?? '');
}

/** One process that listens where its services expect it. */
function processesOf(machine: Machine) {
  if (machine.state !== 'started') return [];
  const ports = (current(machine).config.services ?? []).map(({ internal_port: port }) => port ?? 8080);
  return [
    {
      pid: 323,
      command: '/app/server',
      listen_sockets: ports.map((port) => ({ proto: 'tcp', address: `*:${port}` })),
    },
  ];
}
