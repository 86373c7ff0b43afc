import { Hono } from 'hono';
import { z } from 'zod';
import { alreadyExists, invalid, notFound } from '../answers.ts';
import { pageOf } from '../paging.ts';
import type { GitHubState } from '../state.ts';
import { shownLabel } from './shown.ts';
import type { Label } from './types.ts';

const created = z.object({
  name: z.string().min(1),
  color: z
    .string()
    .regex(/^[\da-fA-F]{6}$/u)
    .optional(),
  description: z.string().max(100).nullish(),
});

/** The label of that name; GitHub makes one of an issue's that is not there yet. */
export function labelNamed(state: GitHubState, name: string): Label {
  return state.labels.get(name.toLowerCase()) ?? addLabel(state, { name, color: 'ededed', description: null });
}

function addLabel(state: GitHubState, label: Omit<Label, 'id'>): Label {
  const added = { id: 208_045_946 + state.labels.size, ...label };
  state.labels.set(label.name.toLowerCase(), added);
  return added;
}

/** Below `/repos/OWNER/REPO`. */
export function labelRoutes(state: GitHubState): Hono {
  const app = new Hono();
  app.get('/labels', (c) => {
    const { items, headers } = pageOf(c, [...state.labels.values()]);
    return c.json(
      items.map((label) => shownLabel(state, label)),
      200,
      { ...headers },
    );
  });
  app.get('/labels/:name', (c) => {
    const label = state.labels.get(c.req.param('name').toLowerCase());
    if (label === undefined) throw notFound();
    return c.json(shownLabel(state, label));
  });
  app.post('/labels', async (c) => {
    const wanted = created.safeParse(await c.req.json());
    if (!wanted.success) throw invalid('Validation Failed');
    const { name, color = 'ededed', description = null } = wanted.data;
    if (state.labels.has(name.toLowerCase())) throw alreadyExists('Label', 'name');
    return c.json(shownLabel(state, addLabel(state, { name, color: color.toLowerCase(), description })), 201);
  });
  return app;
}
