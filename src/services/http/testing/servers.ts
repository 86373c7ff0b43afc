import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';

/** A tiny real server on loopback, and what it was asked. */
export interface TinyServer {
  readonly url: string;
  readonly asked: readonly IncomingMessage[];
  /** How many connections were made. */
  readonly connections: () => number;
  stop(): Promise<void>;
}

const running = new Set<() => Promise<void>>();

/** Ends every server that a test has started. */
export async function stopServers(): Promise<void> {
  await Promise.all([...running].map((stop) => stop()));
}

export async function serve(answer: RequestListener): Promise<TinyServer> {
  return listening((asked) => createServer(noting(asked, answer)), 'http');
}

export async function serveTls(
  certificate: { readonly key: string; readonly cert: string },
  answer: RequestListener = (_, response) => response.end('{}'),
): Promise<TinyServer> {
  return listening((asked) => createTlsServer(certificate, noting(asked, answer)), 'https');
}

/** Bytes as they are. */
export async function serveBytes(talk: (socket: Socket) => void): Promise<TinyServer> {
  return listening(() => createTcpServer(talk), 'http');
}

/** JSON with 200. */
export function json(value: unknown): RequestListener {
  return (_, response) => void sendJson(response, value);
}

export function sendJson(response: ServerResponse, value: unknown): void {
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(value));
}

/** A port of loopback that nobody listens on. */
export async function closedPort(): Promise<number> {
  const server = await serve(json({}));
  await server.stop();
  return Number(new URL(server.url).port);
}

function noting(asked: IncomingMessage[], answer: RequestListener): RequestListener {
  return (request, response) => {
    asked.push(request);
    void answer(request, response);
  };
}

async function listening(
  create: (asked: IncomingMessage[]) => Server | TcpServer,
  scheme: string,
): Promise<TinyServer> {
  const asked: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = create(asked);
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    running.delete(stop);
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  running.add(stop);
  return { url: `${scheme}://127.0.0.1:${port}`, asked, connections: () => connections, stop };
}
