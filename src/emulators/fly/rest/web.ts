import { Hono } from 'hono';
import { z } from 'zod';
import { FlyError } from '../answers.ts';
import { numberOf } from '../machines/apps.ts';
import { appNamed, bodyOf, read, type Env, type World } from '../machines/call.ts';
import { releaseRoutes } from './releases.ts';

const newBuild = z.looseObject({ app_name: z.string() });

/** What flyctl asks of the web besides releases, below `/api/v1`. */
export function webRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  let builds = 0;
  routes.get('/organizations', (c) => c.json({ organizations: organizationsOf(world).map(shownOrganization) }));
  routes.get('/organizations/:slug', (c) => {
    const slug = c.req.param('slug');
    if (!organizationsOf(world).includes(slug)) throw new FlyError(404, 'organization not found');
    return c.json({ organization: shownOrganization(slug) });
  });
  routes.post('/builds', async (c) => {
    appNamed(world.state, read(newBuild, await bodyOf(c)).app_name, c.env.conditions);
    builds += 1;
    return c.json({ id: builds, status: 'started', wallclock_time_ms: 0 });
  });
  routes.post('/builds/finish', (c) => c.json({ id: builds, status: 'completed', wallclock_time_ms: 1 }));
  routes.route('/', releaseRoutes(world));
  return routes;
}

function organizationsOf({ state }: World): readonly string[] {
  return [...new Set([...state.apps.values()].map(({ organization }) => organization))].toSorted();
}

function shownOrganization(slug: string) {
  return {
    id: String(numberOf(slug)),
    internal_numeric_id: numberOf(slug),
    slug,
    raw_slug: slug,
    name: slug,
    personal: slug === 'personal',
    paid_plan: true,
    billable: true,
    billing_status: 'CURRENT',
    provisions_beta_extensions: false,
    remote_builder_image: '',
  };
}
