import { Hono } from 'hono';
import type { Secret } from '../../core/secret.ts';
import { broken } from '../kit/http/broken.ts';
import type { HttpService } from '../kit/http/service.ts';
import { FixedWindow } from '../kit/http/window.ts';
import type { Instruments } from '../kit/instruments.ts';
import { inAccount, notFound, tokenIn, unauthorized, withToken } from './access.ts';
import type { ChatwootContext, ChatwootEnv } from './context.ts';
import { conversationRoutes } from './conversations.ts';
import { brokenPage, dashboard, noPage } from './pages.ts';
import { sceneOf, type Scene } from './scene.ts';
import type { ChatwootState } from './state.ts';
import { accountView, platformAccountView } from './views/account.ts';
import { inboxView, numberHealthView } from './views/inbox.ts';
import { userView } from './views/user.ts';
import { Worker } from './worker.ts';

export interface Tokens {
  /** Of the user, or of the bot. */
  readonly user: Secret;
  /** Of a platform app that was given the account. */
  readonly platform: Secret;
}

/** Chatwoot's web process, from its rate limit to its routes. */
export function chatwootService(
  state: ChatwootState,
  tokens: Tokens,
  limit: number,
  { clock }: Instruments,
): HttpService {
  const worker = new Worker(state, clock);
  const calls = new FixedWindow(clock, limit, 60_000);
  const logins = new FixedWindow(clock, 5, 5 * 60_000);
  const app = new Hono<ChatwootEnv>({ strict: false });
  app.onError(broken);
  app.notFound((c) => noPage(c));
  app.use(async (c, next) => {
    const scene = sceneOf(state, c.env.conditions);
    c.set('scene', scene);
    worker.catchUp(!scene.is('worker-dead') && !scene.is('redis-down'));
    if (!calls.take('address').within) return throttled(c);
    return scene.is('database-down') && c.req.path !== '/api' && c.req.path !== '/health' ? brokenPage(c) : next();
  });
  app.get('/', dashboard);
  app.get('/app/*', dashboard);
  app.get('/health', (c) => (knowsHealth(c.get('scene').version) ? c.json({ status: 'woot' }) : noPage(c)));
  app.get('/api', (c) => c.json(apiView(c.get('scene'), clock.now())));
  app.all('/super_admin/*', (c) => c.redirect('/super_admin/sign_in'));
  app.post('/auth/sign_in', (c) => {
    if (!logins.take('address').within) return throttled(c);
    return c.json({ success: false, errors: ['Invalid login credentials. Please try again.'] }, 401);
  });
  app.get('/api/v1/profile', withToken(tokens.user), (c) => c.json(userView(c.get('scene'), tokens.user, clock.now())));
  app.get('/platform/api/v1/accounts/:account', (c) => platformAccount(c, tokens.platform));
  app.get('/api/v1/accounts/:account', withToken(tokens.user), ownAccount);
  app.route('/api/v1/accounts/:account', accountRoutes(tokens, clock));
  return app.fetch;
}

/** What is one account's: the token first, then the account, then whether its tables are what the code expects. */
function accountRoutes(tokens: Tokens, clock: Instruments['clock']): Hono<ChatwootEnv> {
  const app = new Hono<ChatwootEnv>({ strict: false });
  app.use('/*', withToken(tokens.user), inAccount, async (c, next) =>
    c.get('scene').is('migrations-pending') ? brokenPage(c) : next(),
  );
  app.get('/inboxes', (c) => {
    const scene = c.get('scene');
    return c.json({ payload: scene.inboxes.map((inbox) => inboxView(inbox, scene)) });
  });
  app.get('/inboxes/:id', (c) => {
    const scene = c.get('scene');
    const inbox = scene.inboxes.find(({ id }) => String(id) === c.req.param('id'));
    return inbox === undefined ? notFound(c) : c.json(inboxView(inbox, scene));
  });
  app.get('/inboxes/:id/health', (c) => {
    const { inboxes, is } = c.get('scene');
    const inbox = inboxes.find(({ id }) => String(id) === c.req.param('id'));
    if (inbox === undefined) return notFound(c);
    if (inbox.channel === 'Channel::Whatsapp') return c.json(numberHealthView(is('whatsapp-restricted')));
    return c.json({ error: 'Health data only available for WhatsApp Cloud API channels' }, 400);
  });
  app.route('/conversations', conversationRoutes(clock));
  return app;
}

/** Looked for among the user's own accounts, so that another's is not found rather than forbidden. */
function ownAccount(c: ChatwootContext): Response {
  const scene = c.get('scene');
  const isOwn = !scene.is('account-gone') && !scene.is('not-a-member');
  if (!isOwn || c.req.param('account') !== String(scene.account.id)) return notFound(c);
  return c.json(accountView(scene));
}

function platformAccount(c: ChatwootContext, token: Secret): Response {
  const scene = c.get('scene');
  if (tokenIn(c) !== token.reveal()) return unauthorized(c, 'Invalid access_token');
  if (c.req.param('account') !== String(scene.account.id)) return unauthorized(c, 'Non permissible resource');
  return c.json(platformAccountView(scene));
}

/** Always with status 200. A ping of Redis, which knows nothing of the worker, and whether Postgres has a connection. */
function apiView(scene: Scene, now: Date) {
  const silent = scene.is('redis-silent') ? null : 'ok';
  return {
    version: scene.version,
    timestamp: now.toISOString().slice(0, 19).replace('T', ' '),
    queue_services: scene.is('redis-down') ? 'failing' : silent,
    data_services: scene.is('database-down') ? 'failing' : 'ok',
  };
}

/** It came some time after 4.2: the version is not known more exactly. */
function knowsHealth(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  return major > 4 || (major === 4 && minor > 2);
}

/** Without a word on when to come back. */
function throttled(c: ChatwootContext): Response {
  return c.text('Retry later\n', 429);
}
