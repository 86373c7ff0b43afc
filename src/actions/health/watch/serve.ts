import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { Failure } from '../../../core/failure.ts';
import type { WatchMetrics } from './metrics.ts';
import { stateOfWatch } from './state.ts';
import type { HealthWatch } from './watch.ts';

export interface ServedWatch {
  /** Without a slash at its end. */
  readonly url: string;
  stop(): Promise<void>;
}

/** Serves /metrics and /health. Throws Failure `health.cannot-listen`. */
export async function serveWatch(
  watch: HealthWatch,
  metrics: WatchMetrics,
  { host, port }: { readonly host: string; readonly port: number },
): Promise<ServedWatch> {
  const app = new Hono();
  app.get('/metrics', async (context) =>
    context.body(await metrics.text(watch), 200, { 'content-type': metrics.contentType }),
  );
  app.get('/health', (context) => {
    const state = stateOfWatch(watch);
    return context.json(state, state.status === 'ok' ? 200 : 503, { 'cache-control': 'no-store' });
  });
  const listener = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const server = createServer((request, response) => void listener(request, response));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw cannotListen(host, port, error);
  }
  const { address, port: taken, family } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    async stop() {
      server.close();
      server.closeAllConnections();
      if (server.listening) await once(server, 'close');
    },
  };
}

function cannotListen(host: string, port: number, error: unknown): Failure {
  return new Failure({
    code: 'health.cannot-listen',
    what: `Nothing can be served at ${host}:${port}`,
    why: error instanceof Error ? error.message : String(error),
    fix: 'Name another port with --port (0 is a free one), or in `health.watch` of prestage.config.ts.',
  });
}
