import type { ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import type { SwellTrouble, TrickleTrouble } from '../fault/fault.ts';
import { dropped, whole, written, type Answer } from './answer.ts';

const chunk = 65_536;

/** Right, and slower than anyone wants to wait. Ends when the client goes away. Without a body: dropped. */
export async function trickled(
  response: Response,
  { bytes, everyMs }: TrickleTrouble,
  bindings: HttpBindings,
): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length === 0) return dropped(bindings);
  const { outgoing } = bindings;
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), 'content-length': body.length });
  for (let at = 0; at < body.length && !isGone(outgoing); at += bytes) {
    outgoing.write(body.subarray(at, at + bytes));
    await setTimeout(everyMs, undefined, { ref: false });
  }
  outgoing.end();
  return written(response.status);
}

function isGone(outgoing: ServerResponse): boolean {
  return outgoing.destroyed || outgoing.closed;
}

/** Right, and longer than anyone wants to read; how long, no header says. Without a body: dropped. */
export async function swollen(response: Response, { bytes }: SwellTrouble, bindings: HttpBindings): Promise<Answer> {
  const body = new Uint8Array(await response.arrayBuffer());
  if (body.length === 0) return dropped(bindings);
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return whole(new Response(followedByBlanks(body, bytes), { status: response.status, headers }));
}

/** Made as it is read, so that a client that stops reading costs nothing. */
function followedByBlanks(body: Uint8Array, bytes: number): ReadableStream<Uint8Array> {
  let left = bytes - body.length;
  return new ReadableStream<Uint8Array>({
    start(stream) {
      stream.enqueue(body);
    },
    pull(stream) {
      if (left <= 0) return stream.close();
      stream.enqueue(new Uint8Array(Math.min(chunk, left)).fill(32));
      left -= chunk;
    },
  });
}
