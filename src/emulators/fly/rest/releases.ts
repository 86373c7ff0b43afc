import { Hono, type Context } from 'hono';
import { z } from 'zod';
import { FlyError } from '../answers.ts';
import { appNamed, bodyOf, read, type Env, type World } from '../machines/call.ts';
import { addRelease, currentRelease, releaseStatuses, type Release } from '../state/releases.ts';

const newRelease = z.looseObject({
  app_name: z.string(),
  image: z.string(),
  strategy: z.string().default('ROLLING'),
  definition: z.json().default({}),
});
const change = z.looseObject({ status: z.enum(releaseStatuses), metadata: z.json().optional() });

/** Release records of the web API, below `/api/v1`. */
export function releaseRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.post('/releases', async (c) => {
    const { app_name, image, strategy, definition } = read(newRelease, await bodyOf(c));
    const { releases } = appNamed(world.state, app_name, c.env.conditions);
    const release = addRelease(releases, {
      strategy: strategy.toUpperCase(),
      imageRef: image,
      definition,
      createdAt: world.clock.now().toISOString(),
      user: world.state.user,
      status: 'pending',
      metadata: null,
    });
    return c.json({ release: shownRelease(release) }, 201);
  });
  routes.patch('/releases/:id', async (c) => {
    const { status, metadata } = read(change, await bodyOf(c));
    const release = releaseWith(world, c);
    if (c.env.conditions.has('release-stuck') && status !== 'running') throw new FlyError(504, 'upstream timed out');
    release.status = status;
    release.metadata = metadata ?? release.metadata;
    return c.json(shownRelease(release));
  });
  routes.get('/apps/:app/releases', (c) => {
    const { releases } = appNamed(world.state, c.req.param('app'), c.env.conditions);
    const newest = releases.toReversed().slice(0, Number(c.req.query('limit') ?? 20));
    return c.json({ releases: newest.map(shownRelease) });
  });
  routes.get('/apps/:app/releases/current', (c) => {
    const release = currentRelease(appNamed(world.state, c.req.param('app'), c.env.conditions).releases);
    if (release === undefined) throw new FlyError(404, 'no current release');
    return c.json(shownRelease(release));
  });
  return routes;
}

function releaseWith({ state }: World, c: Context<Env>): Release {
  const id = c.req.param('id');
  for (const { releases } of state.apps.values()) {
    const found = releases.find((release) => release.id === id);
    if (found !== undefined) return found;
  }
  throw new FlyError(404, 'release not found');
}

function shownRelease(release: Release) {
  const { id, version, status, strategy, user, createdAt, imageRef } = release;
  return {
    id,
    version,
    stable: status === 'complete',
    in_progress: status === 'pending' || status === 'running',
    status,
    strategy,
    user: user.email,
    created_at: createdAt,
    image_ref: imageRef,
  };
}
