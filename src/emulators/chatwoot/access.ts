import { createMiddleware } from 'hono/factory';
import type { Secret } from '../../core/secret.ts';
import type { ChatwootContext, ChatwootEnv } from './context.ts';

/**
 * Who asks. In this order, as its controllers have it: no token that it can see is one answer, one that it does not
 * know is another, and a bot's is a third. `Authorization` is not looked at.
 */
export function withToken(token: Secret) {
  return createMiddleware<ChatwootEnv>(async (c, next) => {
    const given = tokenIn(c);
    if (given === undefined) return signIn(c);
    const scene = c.get('scene');
    if (given !== token.reveal() || scene.is('token-revoked')) return unauthorized(c, 'Invalid Access Token');
    if (scene.owner.role === 'bot') return unauthorized(c, 'Access to this endpoint is not authorized for bots');
    await next();
    return undefined;
  });
}

/** The account of the path, and the token's user in it: asked for by its number before anything else is. */
export const inAccount = createMiddleware<ChatwootEnv>(async (c, next) => {
  const scene = c.get('scene');
  if (scene.is('account-gone') || c.req.param('account') !== String(scene.account.id)) return notFound(c);
  if (scene.account.status === 'suspended') return unauthorized(c, 'Account is suspended');
  if (scene.is('not-a-member')) return unauthorized(c, 'You are not authorized to access this account');
  await next();
  return undefined;
});

/** Both spellings are one header to Rack, unless a proxy before it has dropped the one with underscores, or both. */
export function tokenIn(c: ChatwootContext): string | undefined {
  const { is, version } = c.get('scene');
  if (is('token-header-dropped')) return undefined;
  if (version === '4.12.1' && offersCompression(c)) return undefined;
  const underscored = is('underscore-dropped') ? undefined : c.req.header('api_access_token');
  return c.req.header('api-access-token') ?? underscored;
}

function offersCompression(c: ChatwootContext): boolean {
  return ![undefined, '', 'identity'].includes(c.req.header('accept-encoding'));
}

function signIn(c: ChatwootContext): Response {
  return c.json({ errors: ['You need to sign in or sign up before continuing.'] }, 401);
}

export function unauthorized(c: ChatwootContext, error: string): Response {
  return c.json({ error }, 401);
}

export function notFound(c: ChatwootContext): Response {
  return c.json({ error: 'Resource could not be found' }, 404);
}
