import { graphql, GraphQLError } from 'graphql';
import { Hono } from 'hono';
import { z } from 'zod';
import { bodyOf, read, type Env, type World } from '../machines/call.ts';
import { findImage } from '../state/images.ts';
import { settle } from '../state/timeline.ts';
import type { Conditions } from '../state/behaviour.ts';
import { appNode, imageVersionNode, organizationNode } from './app.ts';
import { schema } from './schema.ts';

const request = z.looseObject({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
});

/** `/graphql`: answers whatever is asked of the schema; what is wrong stands in `errors`, with status 200. */
export function graphqlRoutes(world: World): Hono<Env> {
  const routes = new Hono<Env>();
  routes.post('/', async (c) => {
    const { query, variables, operationName } = read(request, await bodyOf(c));
    const result = await graphql({
      schema,
      source: query,
      rootValue: rootOf(world, c.env.conditions),
      variableValues: variables ?? {},
      operationName: operationName === '' ? null : (operationName ?? null),
    });
    return c.json(result);
  });
  return routes;
}

function rootOf({ state, clock }: World, conditions: Conditions) {
  const now = clock.now().getTime();
  for (const { machines } of state.apps.values()) for (const machine of machines) settle(machine, now);
  return {
    app({ name }: { name?: string }) {
      const hidden = conditions.has('app-not-found') || conditions.has('wrong-organization');
      const app = hidden ? undefined : state.apps.get(name ?? '');
      if (app === undefined) throw coded('Could not find App', 'NOT_FOUND');
      return appNode(app, { state, conditions });
    },
    organization({ slug }: { slug?: string }) {
      const own = [...state.apps.values()].some(({ organization }) => organization === slug);
      if (slug === undefined || !own) throw coded('Could not find Organization', 'NOT_FOUND');
      return organizationNode(slug);
    },
    viewer: state.user,
    canPerformBluegreenDeployment: true,
    latestImageDetails({ image: ref }: { image: string }) {
      const image = findImage(state.images, ref, conditions);
      if (image === undefined) throw coded(`Unknown repository: ${ref}`, 'NOT_FOUND');
      return imageVersionNode(image, ref);
    },
    appNameAvailable: ({ name }: { name: string }) => !state.apps.has(name),
  };
}

function coded(message: string, code: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code } });
}
