import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Behaviour, TargetState } from '../kinds/kind.ts';

/** One alert in a notice that came, and the receiver that it came to. */
export interface Notice {
  readonly receiver: string;
  readonly status: 'firing' | 'resolved';
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** When Prometheus said so, in milliseconds since 1970. */
  readonly startsAt: number;
  readonly at: number;
}

/** The target that misbehaves, and the receiver of what comes of it: one server on loopback. */
export interface Station {
  readonly port: number;
  readonly notices: readonly Notice[];
  /** Paths that Prometheus asked for its metrics. */
  readonly scrapes: () => number;
  become(state: TargetState): void;
  close(): Promise<void>;
}

const words = z.record(z.string(), z.string()).default({});
const payload = z.object({
  alerts: z.array(
    z.object({
      status: z.enum(['firing', 'resolved']),
      labels: words,
      annotations: words,
      startsAt: z.iso.datetime({ offset: true }),
    }),
  ),
});

export async function openStation(behaviours: readonly Behaviour[]): Promise<Station> {
  const notices: Notice[] = [];
  let state: TargetState = 'good';
  let scrapes = 0;
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      scrapes += 1;
      const lines = behaviours.flatMap((each) => each.show(state, Date.now()));
      response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end([...lines, ''].join('\n'));
    } else void take(request, response, notices);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, resolve);
  });
  const address = server.address();
  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    notices,
    scrapes: () => scrapes,
    become: (next) => void (state = next),
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

/** `/page` is the receiver `page`. */
async function take(request: IncomingMessage, response: ServerResponse, notices: Notice[]): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  const read = payload.safeParse(jsonIn(Buffer.concat(chunks).toString('utf8')));
  response.writeHead(read.success ? 200 : 400).end();
  const receiver = decodeURIComponent((request.url ?? '/').slice(1));
  const at = Date.now();
  for (const { startsAt, ...alert } of read.data?.alerts ?? [])
    notices.push({ receiver, ...alert, startsAt: Date.parse(startsAt), at });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
