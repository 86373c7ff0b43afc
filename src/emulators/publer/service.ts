import { Hono } from 'hono';
import type { Secret } from '../../core/secret.ts';
import { broken } from '../kit/http/broken.ts';
import type { HttpService } from '../kit/http/service.ts';
import { FixedWindow } from '../kit/http/window.ts';
import type { Instruments } from '../kit/instruments.ts';
import { gone, inWorkspace, withKey, withScope } from './access.ts';
import { answer, type PublerContext, type PublerEnv } from './context.ts';
import { jobStatus, postRoutes } from './posts.ts';
import { sceneOf, type Scene } from './scene.ts';
import { madeUpId, type PublerState, type User } from './state.ts';

const limit = 100;
const windowMs = 2 * 60_000;

/** Publer's API: its limit, its key, its workspace, its scopes, in this order. */
export function publerService(state: PublerState, key: Secret, { clock }: Instruments): HttpService {
  const calls = new FixedWindow(clock, limit, windowMs);
  const app = new Hono<PublerEnv>({ strict: false });
  app.onError(broken);
  app.notFound((c) => gone(c));
  app.use(async (c, next) => {
    const scene = sceneOf(state, c.env.conditions);
    c.set('scene', scene);
    if (scene.is('paths-gone')) return gone(c);
    return withinLimit(c, calls, next);
  });
  app.route('/api/v1', apiRoutes(state, key, clock));
  return app.fetch;
}

function apiRoutes(state: PublerState, key: Secret, clock: Instruments['clock']): Hono<PublerEnv> {
  const app = new Hono<PublerEnv>({ strict: false });
  const authorised = withKey(key);
  const scoped = (scope: string) => [authorised, inWorkspace, withScope(scope)] as const;
  app.get('/users/me', authorised, (c) => answer(c, userView(c.get('scene').user)));
  app.get('/workspaces', authorised, withScope('workspaces'), (c) => answer(c, [workspaceView(c.get('scene'))]));
  app.get('/accounts', ...scoped('accounts'), (c) => answer(c, c.get('scene').accounts.map(accountView)));
  app.get('/media', ...scoped('media'), (c) => answer(c, { media: [], total: 0 }));
  app.get('/analytics/charts', ...scoped('analytics'), (c) => answer(c, []));
  app.get('/job_status/:job', authorised, inWorkspace, (c) => jobStatus(c, clock));
  app.use('/posts/*', ...scoped('posts'));
  app.route('/posts', postRoutes(state, clock));
  return app;
}

/** Of the key's owner, whichever of his keys it is, and said with every answer. Its own envelope, and no `retry-after`. */
async function withinLimit(
  c: PublerContext,
  calls: FixedWindow,
  next: () => Promise<void>,
): Promise<Response | undefined> {
  const { is, user } = c.get('scene');
  const { within, left, resets } = calls.take(user.id);
  const isRefused = !within || is('rate-limited');
  c.header('X-RateLimit-Limit', String(limit));
  c.header('X-RateLimit-Remaining', String(isRefused ? 0 : is('rate-nearly-spent') ? Math.min(2, left) : left));
  c.header('X-RateLimit-Reset', String(Math.floor(resets.getTime() / 1000)));
  if (isRefused) return c.json({ error: 'Rate limit exceeded. Retry later.' }, 429);
  await next();
  return undefined;
}

function userView({ id, email, name }: User) {
  return { id, email, name, first_name: name.split(' ')[0] ?? name, picture: `https://cdn.example.test/${id}.png` };
}

/** When the user has lost his, another is left. */
function workspaceView({ is, workspace, user }: Scene) {
  const isLost = is('workspace-gone') || is('workspace-silent');
  const { id, name } = isLost ? { id: madeUpId(), name: 'Another workspace' } : workspace;
  return { id, owner: userView(user), name, members: [userView(user)], plan: workspace.plan, picture: '' };
}

function accountView({ id, provider, name, type }: Scene['accounts'][number]) {
  return { id, provider, name, social_id: `social-${id.slice(-6)}`, picture: '', type };
}
