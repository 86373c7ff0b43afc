import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { authority, listenOnLoopback, type Address, type Listener } from '../loopback.ts';
import type { Certificate } from '../tls/certificate.ts';
import { broken } from './broken.ts';

export type HttpHandler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

interface HttpListener extends Listener {
  /** Without a path and without a slash at its end. */
  readonly url: string;
  /** Says who answers: to be called at once, since the address is known only now that it is bound. */
  serve(handler: HttpHandler): void;
}

/** What is shown to a connection, asked for each anew. */
export type ShowCertificate = () => Certificate;

/** Listens for HTTP on loopback, over TLS when it has something to show. Throws what `listenOnLoopback` throws. */
export async function listenHttp(address: Address, show?: ShowCertificate): Promise<HttpListener> {
  const server = show === undefined ? createServer() : secureServer(show);
  const listener = await listenOnLoopback(server, address);
  return {
    ...listener,
    url: `${show === undefined ? 'http' : 'https'}://${authority(listener)}`,
    serve(handler) {
      const options = { overrideGlobalObjects: false, errorHandler: broken };
      server.on('request', (incoming, outgoing) => {
        const answer = getRequestListener((request) => handler(request, { incoming, outgoing }), options);
        answer(incoming, outgoing).catch(() => outgoing.destroy());
      });
    },
  };
}

/** The context is set just before the server's own listener takes it for a connection that has come in. */
function secureServer(show: ShowCertificate) {
  const server = createSecureServer(show());
  server.prependListener('connection', () => server.setSecureContext(show()));
  return server;
}
