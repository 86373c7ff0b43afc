import { createMiddleware } from 'hono/factory';
import type { Secret } from '../../core/secret.ts';
import { errors, type PublerContext, type PublerEnv } from './context.ts';

/** Measured by others against the real one. Its pages say 401 of a key, and 403 of a workspace: the other way round. */
const notThisKey = 'Invalid API key or not active for this account.';
const notThisWorkspace = "You don't have access on this workspace";
const notAllowed = 'Permission denied or missing required scope';

/**
 * Whether the key is one, and its owner pays. A lapsed plan has the words of a wrong key. The scheme is `Bearer-API`: a
 * plain `Bearer` is no key at all.
 */
export function withKey(key: Secret) {
  return createMiddleware<PublerEnv>(async (c, next) => {
    const [, given] = /^Bearer-API (\S+)$/.exec(c.req.header('authorization') ?? '') ?? [];
    if (given === undefined) return errors(c, 401, 'Unauthorized');
    const { is } = c.get('scene');
    if (is('key-revoked-as-documented')) return errors(c, 401, 'Unauthorized');
    if (is('key-revoked-other-envelope')) return c.json({ error: 'Unauthorized' }, 401);
    if (is('plan-lapsed-as-documented')) return errors(c, 403, 'Permission denied - requires paying subscription');
    if (given !== key.reveal() || is('key-revoked') || is('plan-lapsed')) return errors(c, 403, notThisKey);
    await next();
    return undefined;
  });
}

/** Which workspace, by a header; none is as good as a wrong one. */
export const inWorkspace = createMiddleware<PublerEnv>(async (c, next) => {
  const { is, workspace } = c.get('scene');
  if (is('workspace-refused-as-documented')) return errors(c, 403, notAllowed);
  const isOwn = c.req.header('publer-workspace-id') === workspace.id;
  const isRefused = is('workspace-refused') || is('workspace-gone');
  if (!is('workspace-silent') && (!isOwn || isRefused)) return errors(c, 401, notThisWorkspace);
  await next();
  return undefined;
});

/** What the key may do was fixed when it was made. */
export function withScope(scope: string) {
  return createMiddleware<PublerEnv>(async (c, next) => {
    if (!c.get('scene').scopes.includes(scope)) return errors(c, 403, notAllowed);
    await next();
    return undefined;
  });
}

/** What has no route; a path that its pages name is none of them. */
export function gone(c: PublerContext): Response {
  return c.html('<!DOCTYPE html>\n<html><head><title>410 Gone</title></head><body><h1>Gone</h1></body></html>\n', 410);
}
