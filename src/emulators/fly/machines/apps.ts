import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { isGone } from '../state/machine.ts';
import type { FlyApp, Volume } from '../state/state.ts';
import { askedOf, type Env, type World } from './call.ts';

/** Apps, their addresses and volumes, below `/v1/apps`. */
export function appRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/', (c) => {
    const organization = c.req.query('org_slug');
    const listed = [...world.state.apps.values()].filter(
      (app) => organization === undefined || app.organization === organization,
    );
    return c.json({ total_apps: listed.length, apps: listed.map(shownApp) });
  });
  routes.get('/:app', (c) => c.json(shownApp(askedOf(world, c).app)));
  routes.get('/:app/ip_assignments', (c) => {
    askedOf(world, c);
    return c.json({ ips: [] });
  });
  routes.get('/:app/volumes', (c) => c.json(askedOf(world, c).app.volumes.map(shownVolume)));
  return routes;
}

function shownApp(app: FlyApp) {
  const { name, organization, status } = app;
  return {
    id: name,
    internal_numeric_id: numberOf(name),
    name,
    status,
    network: 'default',
    machine_count: app.machines.filter((machine) => !isGone(machine)).length,
    volume_count: app.volumes.length,
    organization: { name: organization, slug: organization, internal_numeric_id: numberOf(organization) },
    cname_target: app.hostname,
    app_role: '',
  };
}

function shownVolume({ id, name, region, sizeGb, attachedTo }: Volume) {
  return {
    id,
    name,
    region,
    size_gb: sizeGb,
    state: 'created',
    encrypted: true,
    attached_machine_id: attachedTo ?? null,
    host_status: 'ok',
  };
}

/** The same number for the same name. */
export function numberOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() % 10_000_000;
}
