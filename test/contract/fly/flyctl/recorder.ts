import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import type { AddressInfo } from 'node:net';
import { exchanged, madeUp, parsed, type Exchange } from './transcript.ts';

export interface Recorder {
  readonly url: string;
  /** In the order in which they came. */
  exchanges(): readonly Exchange[];
  stop(): Promise<void>;
}

/** Stands between flyctl and the emulator, and writes down what passes: neither the token nor any other header. */
export async function record(target: string): Promise<Recorder> {
  const exchanges: (Exchange | undefined)[] = [];
  const names = new Map<string, string>();
  const hide = (value: string) => exchanged(value, names);
  let first: number | undefined;
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url: path = '/' } = incoming;
    const came = performance.now();
    first ??= came;
    const place = exchanges.push(undefined) - 1;
    const pass = async () => {
      const body = await text(incoming);
      const headers = { ...(incoming.headers as Record<string, string>) };
      for (const name of ['host', 'connection', 'content-length', 'accept-encoding']) delete headers[name];
      const answer = await fetch(`${target}${path}`, { method, headers, ...(body === '' ? {} : { body }) });
      const answered = await answer.text();
      const nonce = incoming.headers['fly-machine-lease-nonce'];
      exchanges[place] = {
        at: Math.round(came - (first ?? came)),
        took: Math.round(performance.now() - came),
        method,
        path: hide(path),
        ...(typeof nonce === 'string' ? { nonce: hide(nonce) } : {}),
        ...(body === '' ? {} : { body: parsed(hide(body)) }),
        status: answer.status,
      };
      for (const [kind, value] of madeUp(method, path, parsed(answered)))
        if (!names.has(value)) names.set(value, `{${kind}@${place}}`);
      outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
      outgoing.end(answered);
    };
    pass().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    exchanges: () => exchanges.filter((exchange) => exchange !== undefined),
    stop: async () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
