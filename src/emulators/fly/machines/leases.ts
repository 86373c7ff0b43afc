import { Hono } from 'hono';
import { z } from 'zod';
import { FlyError } from '../answers.ts';
import { findLivingMachine } from '../state/commands.ts';
import { giveLeaseBack, leaseOf, takeLease } from '../state/lease.ts';
import type { Lease, Machine } from '../state/machine.ts';
import { askedOf, bodyOf, nonceHeader, read, type Env, type World } from './call.ts';

const leaseBody = z.looseObject({ description: z.string().optional(), ttl: z.number().positive().optional() });

const stranger = { owner: 'someone-else@example.test', description: 'a deploy of somebody else' };

/** Below `/v1/apps/APP/machines/ID/lease`. */
export function leaseRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/', (c) => {
    const { app, now } = askedOf(world, c);
    const machine = findLivingMachine(app, c.req.param('id') ?? '');
    const lease = leaseOf(machine, now);
    if (lease === undefined) throw new FlyError(404, 'lease not found');
    return c.json({ status: 'success', data: rendered(machine, lease) });
  });
  routes.post('/', async (c) => {
    const { description, ttl } = read(leaseBody, await bodyOf(c));
    const { app, now, state, conditions } = askedOf(world, c);
    const machine = findLivingMachine(app, c.req.param('id') ?? '');
    const nonce = c.req.header(nonceHeader);
    if (nonce === undefined) takenBy(machine, conditions, now);
    const inQuery = c.req.query('ttl');
    const lease = takeLease(
      machine,
      { owner: state.user.email, description, ttl: inQuery === undefined ? ttl : Number(inQuery), nonce },
      now,
    );
    return c.json({ status: 'success', data: { ...rendered(machine, lease), nonce: lease.nonce } }, 201);
  });
  routes.delete('/', (c) => {
    const { app, now } = askedOf(world, c);
    giveLeaseBack(findLivingMachine(app, c.req.param('id') ?? ''), c.req.header(nonceHeader), now);
    return c.json({ ok: true });
  });
  return routes;
}

/** Somebody else was faster: for an hour, or for five seconds. */
function takenBy(machine: Machine, conditions: ReadonlySet<string>, now: number): void {
  const seconds = conditions.has('lease-held') ? 3600 : conditions.has('lease-held-briefly') ? 5 : undefined;
  if (seconds === undefined || leaseOf(machine, now) !== undefined) return;
  takeLease(machine, { ...stranger, ttl: seconds }, now);
}

/** Without its nonce, which the holder alone is told. */
function rendered(machine: Machine, { owner, description, expiresAt }: Lease) {
  const version = machine.versions.at(-1)?.version ?? '';
  return { owner, description, expires_at: Math.floor(expiresAt / 1000), version };
}
