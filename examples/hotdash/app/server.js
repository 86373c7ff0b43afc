import { createServer } from 'node:http';
import { poolFaults } from './idea-pool/rules.js';
import { createMetrics } from './metrics.js';

/**
 * The dashboard's server, not yet listening.
 *
 * @param {{ release: string, loadIdeas: () => Promise<{ suggestion_type: string }[]>, metrics?: ReturnType<typeof createMetrics> }} options
 *   `release` is told at /health, so that a deploy can see which image answers; `metrics` are shown at /metrics
 */
export function dashboard({ release, loadIdeas, metrics = createMetrics() }) {
  const routes = new Map([
    ['/health', async () => [200, { status: 'ok', release }]],
    ['/ideas', () => timed('idea-pool', metrics, () => ideas(loadIdeas))],
  ]);
  return createServer(async (request, response) => {
    const path = request.url.split('?')[0];
    if (path === '/metrics') {
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(metrics.text());
      return;
    }
    const route = routes.get(path);
    const [status, body] = route ? await route() : [404, { error: 'not found' }];
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
}

/** A pool that breaks the rule is not shown: 503 and what is wrong with it. */
async function ideas(loadIdeas) {
  try {
    const loaded = await loadIdeas();
    const faults = poolFaults(loaded.map((idea) => ({ ...idea, status: 'active' })));
    return faults.length === 0 ? [200, { ideas: loaded }] : [503, { faults }];
  } catch (error) {
    return [503, { faults: [error.message] }];
  }
}

async function timed(type, metrics, load) {
  const begun = performance.now();
  try {
    return await load();
  } finally {
    metrics.tileLoaded(type, (performance.now() - begun) / 1000);
  }
}
