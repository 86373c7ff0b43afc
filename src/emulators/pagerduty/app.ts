import { Hono, type Context } from 'hono';
import { broken } from '../kit/http/broken.ts';
import { eventSchema } from './event.ts';
import { take, type PagerdutyState } from './state.ts';

/** https://developer.pagerduty.com/docs/events-api-v2/overview/: 512 KB. */
const mostBytes = 524_288;

/** Events API v2: it answers 202 to what it takes, and says in 400 what is wrong. */
export function pagerdutyApp(state: PagerdutyState, key: string): Hono {
  const app = new Hono();
  app.onError(broken);
  app.post('/v2/enqueue', async (c) => {
    const text = await c.req.text();
    if (Buffer.byteLength(text) > mostBytes) return invalid(c, 413, ['Event is too large']);
    const read = eventSchema.safeParse(jsonIn(text));
    if (!read.success)
      return invalid(
        c,
        400,
        read.error.issues.map(({ path, message }) => `'${path.join('.')}': ${message}`),
      );
    if (read.data.routing_key !== key) return invalid(c, 400, ["'routing_key' is not one of an integration"]);
    const dedupKey = take(state, read.data, `made-${state.events.length + 1}`);
    return c.json({ status: 'success', message: 'Event processed', dedup_key: dedupKey }, 202);
  });
  return app;
}

function invalid(c: Context, status: 400 | 413, errors: readonly string[]): Response {
  return c.json({ status: 'invalid event', message: 'Event object is invalid', errors }, status);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
