import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { FlyError } from '../answers.ts';
import { destroy, findMachine, launch, update, type Asked, type LaunchWish } from '../state/commands.ts';
import { machineConfig } from '../state/config.ts';
import { current, type Machine } from '../state/machine.ts';
import { takeLease } from '../state/lease.ts';
import { askedOf, bodyOf, machineToChange, read, type Env, type World } from './call.ts';
import { shown } from './shown.ts';

const launchBody = z.looseObject({
  config: machineConfig,
  name: z.string().optional(),
  region: z.string().optional(),
  skip_launch: z.boolean().nullish(),
  skip_service_registration: z.boolean().nullish(),
  min_secrets_version: z.number().nullish(),
  current_version: z.string().nullish(),
  lease_ttl: z.number().nullish(),
});

/** The machines of an app, below `/v1/apps/APP/machines`. */
export function machineRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/', (c) => {
    const asked = askedOf(world, c);
    const listed = asked.app.machines.filter(wanted(c));
    return c.json(listed.map((machine) => shown(machine, showing(asked, c))));
  });
  routes.post('/', async (c) => {
    const body = read(launchBody, await bodyOf(c));
    const asked = askedOf(world, c);
    const machine = launch(asked, wishOf(body, { cordoned: body.skip_service_registration === true }));
    const { email: owner } = asked.state.user;
    const nonce =
      body.lease_ttl == null ? {} : { nonce: takeLease(machine, { owner, ttl: body.lease_ttl }, asked.now).nonce };
    return c.json({ ...shown(machine, asked), ...nonce });
  });
  routes.get('/:id', (c) => {
    const asked = askedOf(world, c);
    const machine = findMachine(asked.app, c.req.param('id'));
    return c.json(atVersion(machine, c.req.query('version'), shown(machine, showing(asked, c))));
  });
  routes.post('/:id', async (c) => {
    const body = read(launchBody, await bodyOf(c));
    const asked = askedOf(world, c);
    const machine = machineToChange(asked, c);
    refuseStale(machine, body.current_version ?? undefined);
    update(asked, machine, wishOf(body, { cordoned: machine.cordoned }));
    return c.json(shown(machine, asked));
  });
  routes.delete('/:id', (c) => {
    const asked = askedOf(world, c);
    const machine = machineToChange(asked, c);
    destroy(asked, machine, c.req.query('force') === 'true' || c.req.query('kill') === 'true');
    return c.json({ ok: true });
  });
  routes.get('/:id/versions', (c) => {
    const { versions } = findMachine(askedOf(world, c).app, c.req.param('id'));
    return c.json(versions.map(({ version, config }) => ({ version, user_config: config })).toReversed());
  });
  return routes;
}

type LaunchBody = z.infer<typeof launchBody>;

function wishOf(body: LaunchBody, { cordoned }: Pick<LaunchWish, 'cordoned'>): LaunchWish {
  return {
    config: body.config,
    name: body.name,
    region: body.region,
    skipLaunch: body.skip_launch === true,
    minSecretsVersion: body.min_secrets_version ?? 0,
    cordoned,
  };
}

function showing(asked: Asked, c: Context<Env>) {
  return { ...asked, withLeases: c.req.query('include_leases') === 'true' };
}

/** Which are listed: those that are destroyed only when they are asked for. */
function wanted(c: Context<Env>): (machine: Machine) => boolean {
  const region = c.req.query('region');
  const states = c.req.query('state')?.split(',');
  const withDeleted = c.req.query('include_deleted') === 'true' || states?.includes('destroyed') === true;
  const metadata = Object.entries(c.req.query()).filter(([key]) => key.startsWith('metadata.'));
  return (machine) =>
    (withDeleted || machine.state !== 'destroyed') &&
    (region === undefined || machine.region === region) &&
    (states === undefined || states.includes(machine.state)) &&
    metadata.every(([key, value]) => current(machine).config.metadata?.[key.slice('metadata.'.length)] === value);
}

/** Whoever knew it as it was before does not overwrite what somebody else made of it. */
function refuseStale(machine: Machine, known: string | undefined): void {
  if (known === undefined || known === current(machine).version) return;
  throw new FlyError(409, `aborted: current version is ${current(machine).version}, not ${known}`);
}

/** A version that it no longer has was replaced. */
function atVersion(machine: Machine, version: string | undefined, now: ReturnType<typeof shown>) {
  if (version === undefined || version === current(machine).version) return now;
  const old = machine.versions.find((each) => each.version === version);
  if (old === undefined) throw new FlyError(404, `machine version not found: ${version}`);
  return { ...now, state: 'replaced', instance_id: version, version, config: old.config };
}
