import { Hono } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { broken } from '../kit/http/broken.ts';
import { GitHubError, notFound, rendered } from './answers.ts';
import { environmentRoutes } from './environments.ts';
import { environmentOf, holderRoutes } from './holders.ts';
import type { Limits } from './limits.ts';
import { authenticate, permissionFor, permit, type Guard } from './permissions.ts';
import type { GitHubState } from './state.ts';
import { commentRoutes } from './tracker/comments.ts';
import { issueLabelRoutes } from './tracker/issue-labels.ts';
import { issueRoutes } from './tracker/issues.ts';
import { labelRoutes } from './tracker/labels.ts';
import { pullRoutes } from './tracker/pulls.ts';

interface GitHubApp {
  readonly state: GitHubState;
  readonly guard: Guard;
  readonly limits: Limits;
  readonly clock: Clock;
}

/** GitHub's REST API, as far as launches use it. */
export function githubApp({ state, guard, limits, clock }: GitHubApp): Hono {
  const app = new Hono();
  const watch = { clock, lagMs: state.lagMs };
  app.onError((error, c) => (error instanceof GitHubError ? rendered(error, c) : broken(error)));
  app.notFound((c) => rendered(notFound(), c));
  app.use(async (c, next) => {
    authenticate(c, guard);
    limits.take(c);
    await next();
    for (const [name, value] of Object.entries(limits.headers())) c.res.headers.set(name, value);
    c.res.headers.set('x-github-api-version-selected', c.req.header('x-github-api-version') ?? '2022-11-28');
  });
  app.get('/rate_limit', (c) => c.json(limits.shown()));
  app.use('/repos/:owner/:repo/*', async (c, next) => {
    const { owner, repo } = c.req.param();
    // Of a repository that the token cannot see GitHub does not say that it is there.
    if (!same(owner, state.owner) || !same(repo, state.repository)) throw notFound();
    await next();
  });
  app.use('/orgs/:org/*', async (c, next) => {
    if (!same(c.req.param('org'), state.owner)) throw notFound();
    await next();
  });
  app.use(async (c, next) => {
    const permission = permissionFor(c.req.path);
    if (permission !== undefined) permit(c, guard, permission);
    await next();
  });
  const repository = new Hono();
  repository.route(
    '/actions',
    holderRoutes(watch, () => state.repo),
  );
  repository.route('/', environmentRoutes(state, clock));
  repository.route(
    '/environments/:environment',
    holderRoutes(watch, (c) => environmentOf(state, c)),
  );
  repository.route('/', issueRoutes(state, clock));
  repository.route('/', issueLabelRoutes(state));
  repository.route('/', commentRoutes(state, clock));
  repository.route('/', labelRoutes(state));
  repository.route('/', pullRoutes(state));
  app.route('/repos/:owner/:repo', repository);
  app.route(
    '/orgs/:org/actions',
    holderRoutes(watch, () => state.organization),
  );
  return app;
}

function same(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
