import type { Context } from 'hono';
import type { ServiceBindings } from '../kit/http/service.ts';
import type { Scene } from './scene.ts';

/** What a route is given: the connection, and what is so while it answers. */
export interface ChatwootEnv {
  readonly Bindings: ServiceBindings;
  readonly Variables: { scene: Scene };
}

export type ChatwootContext = Context<ChatwootEnv>;
