import { createServer } from 'node:http';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { authority, listenOnLoopback, type Address, type Listener } from '../loopback.ts';
import { broken } from './broken.ts';

export type HttpHandler = (request: Request, bindings: HttpBindings) => Response | Promise<Response>;

interface HttpListener extends Listener {
  /** Without a path and without a slash at its end. */
  readonly url: string;
  /** Says who answers: to be called at once, since the address is known only now that it is bound. */
  serve(handler: HttpHandler): void;
}

/** Listens for HTTP on loopback. Throws what `listenOnLoopback` throws. */
export async function listenHttp(address: Address): Promise<HttpListener> {
  const server = createServer();
  const listener = await listenOnLoopback(server, address);
  return {
    ...listener,
    url: `http://${authority(listener)}`,
    serve(handler) {
      const options = { overrideGlobalObjects: false, errorHandler: broken };
      server.on('request', (incoming, outgoing) => {
        const answer = getRequestListener((request) => handler(request, { incoming, outgoing }), options);
        answer(incoming, outgoing).catch(() => outgoing.destroy());
      });
    },
  };
}
