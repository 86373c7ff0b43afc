import { Hono } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { notFound } from './answers.ts';
import { stamp } from './holder.ts';
import { pageOf } from './paging.ts';
import { addEnvironment, type Environment, type GitHubState } from './state.ts';
import { repoUrl } from './tracker/shown.ts';

/** Below `/repos/OWNER/REPO`. */
export function environmentRoutes(state: GitHubState, clock: Clock): Hono {
  const app = new Hono();
  app.get('/environments', (c) => {
    const all = [...state.environments.values()];
    const { items, headers } = pageOf(c, all);
    const environments = items.map((environment) => shown(state, environment));
    return c.json({ total_count: all.length, environments }, 200, { ...headers });
  });
  app.get('/environments/:environment', (c) => {
    const found = state.environments.get(c.req.param('environment').toLowerCase());
    if (found === undefined) throw notFound();
    return c.json(shown(state, found));
  });
  app.put('/environments/:environment', (c) => {
    const name = c.req.param('environment');
    const found = state.environments.get(name.toLowerCase()) ?? addEnvironment(state, name, stamp(clock.now()));
    return c.json(shown(state, found));
  });
  return app;
}

function shown(state: GitHubState, { id, name, createdAt }: Environment) {
  return {
    id,
    node_id: `EN_${id}`,
    name,
    url: `${repoUrl(state)}/environments/${encodeURIComponent(name)}`,
    html_url: `https://github.com/${state.owner}/${state.repository}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: createdAt,
    updated_at: createdAt,
    protection_rules: [],
    deployment_branch_policy: null,
  };
}
