import { Hono } from 'hono';
import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { broken } from '../kit/http/broken.ts';
import { alertsSchema } from './alert.ts';
import { active, take, type AlertmanagerState } from './state.ts';

interface AlertmanagerApp {
  readonly state: AlertmanagerState;
  readonly clock: Clock;
  readonly prefix: string;
  /** What a proxy before it asks for; nothing does when absent. */
  readonly token: string | undefined;
}

/** API v2, as far as what sends alerts uses it. What is wrong it says as a JSON string. */
export function alertmanagerApp({ state, clock, prefix, token }: AlertmanagerApp): Hono {
  const app = new Hono().basePath(prefix);
  app.onError(broken);
  app.use(async (c, next) => {
    if (token !== undefined && c.req.header('authorization') !== `Bearer ${token}`)
      return c.text('Unauthorized\n', 401, { 'www-authenticate': 'Bearer' });
    return next();
  });
  app.get('/-/healthy', (c) => c.text('OK'));
  app.get('/api/v2/alerts', (c) =>
    c.json(
      active(state, clock.now()).map(({ labels, annotations, startsAt, endsAt }) => ({
        labels,
        annotations,
        startsAt,
        endsAt,
        status: { state: 'active', silencedBy: [], inhibitedBy: [], mutedBy: [] },
      })),
    ),
  );
  app.post('/api/v2/alerts', async (c) => {
    const read = alertsSchema.safeParse(await c.req.json().catch(() => undefined));
    if (!read.success) return c.json(`bad_data: ${z.prettifyError(read.error)}`, 400);
    take(state, read.data, clock.now());
    return c.body(null, 200);
  });
  return app;
}
