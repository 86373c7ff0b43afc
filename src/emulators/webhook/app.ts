import { createHmac, timingSafeEqual } from 'node:crypto';
import { Hono, type Context } from 'hono';
import type { Clock } from '../../core/clock.ts';
import { broken } from '../kit/http/broken.ts';
import type { WebhookState } from './state.ts';

interface WebhookApp {
  readonly state: WebhookState;
  readonly clock: Clock;
  readonly secret: string;
  readonly toleranceSeconds: number;
}

/** Somebody's receiver, written after docs/notification.md: it takes what is signed, of now, and each message once. */
export function webhookApp({ state, clock, secret, toleranceSeconds }: WebhookApp): Hono {
  const app = new Hono();
  app.onError(broken);
  app.post('*', async (c) => {
    const text = await c.req.text();
    const timestamp = c.req.header('x-prestage-timestamp') ?? '';
    const expected = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${text}`).digest('hex')}`;
    if (!isSame(c.req.header('x-prestage-signature') ?? '', expected)) return refused(c, 'the signature does not fit');
    const age = Math.abs(clock.now().getTime() / 1000 - Number(timestamp));
    if (!(age <= toleranceSeconds)) return refused(c, 'the timestamp is not of now');
    const idempotencyKey = c.req.header('idempotency-key');
    const isKnown = state.notices.some((notice) => notice.idempotencyKey === idempotencyKey);
    if (idempotencyKey !== undefined && isKnown) {
      state.repeated += 1;
      return c.json({ taken: 'before' });
    }
    state.notices.push({ path: c.req.path, idempotencyKey, body: JSON.parse(text) });
    return c.json({ taken: 'now' }, 202);
  });
  return app;
}

function refused(c: Context, error: string): Response {
  return c.json({ error }, 401);
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
