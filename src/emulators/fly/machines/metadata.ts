import { Hono } from 'hono';
import { z } from 'zod';
import { FlyError } from '../answers.ts';
import { findLivingMachine } from '../state/commands.ts';
import { current, type Machine } from '../state/machine.ts';
import { askedOf, bodyOf, read, type Env, type World } from './call.ts';

const valueBody = z.looseObject({ value: z.string() });
const patchBody = z.looseObject({
  metadata: z.record(z.string(), z.string()),
  machine_version: z.string().optional(),
});

/** Below `/v1/apps/APP/machines/ID/metadata`. It changes no version: nothing is launched anew. */
export function metadataRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.get('/', (c) => c.json(metadataOf(findLivingMachine(askedOf(world, c).app, c.req.param('id') ?? ''))));
  routes.patch('/', async (c) => {
    const { metadata, machine_version } = read(patchBody, await bodyOf(c));
    const machine = findLivingMachine(askedOf(world, c).app, c.req.param('id') ?? '');
    if (machine_version !== undefined && machine_version !== current(machine).version)
      throw new FlyError(412, 'failed_precondition: machine version does not match');
    setMetadata(machine, metadata);
    return c.json(metadataOf(machine));
  });
  routes.post('/:key', async (c) => {
    const { value } = read(valueBody, await bodyOf(c));
    const machine = findLivingMachine(askedOf(world, c).app, c.req.param('id') ?? '');
    setMetadata(machine, { ...metadataOf(machine), [c.req.param('key')]: value });
    return c.body(null, 204);
  });
  routes.delete('/:key', (c) => {
    const machine = findLivingMachine(askedOf(world, c).app, c.req.param('id') ?? '');
    const { [c.req.param('key')]: removed, ...left } = metadataOf(machine);
    if (removed === undefined) throw new FlyError(404, 'metadata key not found');
    setMetadata(machine, left);
    return c.body(null, 204);
  });
  return routes;
}

function metadataOf(machine: Machine): Readonly<Record<string, string>> {
  return current(machine).config.metadata ?? {};
}

function setMetadata(machine: Machine, metadata: Readonly<Record<string, string>>): void {
  const version = current(machine);
  machine.versions.splice(-1, 1, { ...version, config: { ...version.config, metadata: { ...metadata } } });
}
