import type { Context } from 'hono';
import type { JsonObject, Json } from '../../core/json.ts';
import type { ServiceBindings } from '../kit/http/service.ts';
import type { Scene } from './scene.ts';

export interface PublerEnv {
  readonly Bindings: ServiceBindings;
  readonly Variables: { scene: Scene };
}

export type PublerContext = Context<PublerEnv>;

/** Bare, as its pages have it, or in an envelope, as clients have met it. */
export function answer(c: PublerContext, bare: Json, status: 200 | 202 = 200): Response {
  const body: Json = c.get('scene').is('wrapped') ? { success: true, data: bare } : bare;
  return c.json(body as JsonObject, status);
}

/** Every error but one: `errors`, a list of sentences. */
export function errors(c: PublerContext, status: 400 | 401 | 403 | 404, ...sentences: readonly string[]): Response {
  return c.json({ errors: sentences }, status);
}
