import { createServer } from 'node:http';
import { poolFaults } from './idea-pool/rules.js';

/**
 * The dashboard's server, not yet listening.
 *
 * @param {{ release: string, loadIdeas: () => Promise<{ suggestion_type: string }[]> }} options
 *   `release` is told at /health, so that a deploy can see which image answers
 */
export function dashboard({ release, loadIdeas }) {
  const routes = new Map([
    ['/health', async () => [200, { status: 'ok', release }]],
    ['/ideas', () => ideas(loadIdeas)],
  ]);
  return createServer(async (request, response) => {
    const route = routes.get(request.url.split('?')[0]);
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
