import { Hono } from 'hono';
import { z } from 'zod';
import { broken } from '../kit/http/broken.ts';
import type { ServerState } from './server-state.ts';

const change = z.strictObject({ running: z.boolean() });

/** Looks at the server, and lets it vanish and come back: POST /server {"running":false}. */
export function serverRoutes(state: ServerState): Hono {
  const app = new Hono();
  app.onError(broken);
  app.get('/server', (c) => c.json(state));
  app.post('/server', async (c) => {
    const read = change.safeParse(await c.req.json().catch(() => undefined));
    if (!read.success) return c.json({ error: { code: 'emulator.control', why: z.prettifyError(read.error) } }, 400);
    await (read.data.running ? state.comeBack() : state.vanish());
    return c.json(state);
  });
  return app;
}
