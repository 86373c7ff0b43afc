import { isLoopback } from '../loopback.ts';
import type { HttpHandler } from './listen-http.ts';

/**
 * Keeps web pages out of what an emulator tells about itself. A page can reach loopback from its visitor's browser: by
 * a name that it made resolve to 127.0.0.1, which shows in Host, or across origins, which shows in Sec-Fetch-Site.
 */
export function forThisMachine(handler: HttpHandler): HttpHandler {
  return (request, bindings) => {
    const { hostname } = new URL(request.url);
    const local = hostname === 'localhost' || isLoopback(hostname.replace(/^\[|\]$/g, ''));
    const foreign = request.headers.get('sec-fetch-site') === 'cross-site';
    if (local && !foreign) return handler(request, bindings);
    const why = 'the control plane answers this machine alone; call it by 127.0.0.1 and not from a web page';
    return Response.json({ error: { code: 'emulator.not-loopback', why } }, { status: 403 });
  };
}
