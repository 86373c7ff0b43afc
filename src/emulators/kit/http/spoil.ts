import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { AnswerTrouble, DropTrouble, StatusTrouble } from '../fault/fault.ts';

/** What goes back, and the status that the client gets to see, if any. */
export interface Answer {
  readonly response: Response;
  readonly status?: number;
}

export function whole(response: Response): Answer {
  return { response, status: response.status };
}

/** An error, or no answer at all: whether anything has happened is not said. */
export function failed(trouble: StatusTrouble | DropTrouble, bindings: HttpBindings): Answer {
  return trouble.kind === 'drop' ? dropped(bindings) : refusal(trouble);
}

/** It has happened, and the client does not hear it as it was. */
export async function spoiled(acted: Response, trouble: AnswerTrouble, bindings: HttpBindings): Promise<Answer> {
  if (trouble.kind === 'truncate') return truncated(acted, trouble.bytes, bindings);
  if (trouble.kind === 'malformed') return malformed(acted, bindings);
  return failed(trouble, bindings);
}

/** The connection is reset under the client: it reads ECONNRESET. */
function dropped({ incoming }: HttpBindings): Answer {
  incoming.socket.resetAndDestroy();
  return { response: RESPONSE_ALREADY_SENT };
}

function refusal({ status, headers = {}, body = '' }: StatusTrouble): Answer {
  const bodiless = status === 204 || status === 205 || status === 304;
  return whole(new Response(bodiless ? null : body, { status, headers: { ...headers } }));
}

/**
 * Announces the whole length and breaks off after `bytes`. At least one byte is always kept back: a fault that does
 * nothing would pass for a client that copes. An answer without a body cannot be cut, so its connection is dropped.
 */
async function truncated(response: Response, bytes: number, bindings: HttpBindings): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length === 0 || bindings.incoming.method === 'HEAD') return dropped(bindings);
  const { outgoing } = bindings;
  outgoing.writeHead(response.status, { ...Object.fromEntries(response.headers), 'content-length': body.length });
  outgoing.flushHeaders();
  await written(outgoing, body.subarray(0, Math.min(bytes, body.length - 1)));
  outgoing.destroy();
  return { response: RESPONSE_ALREADY_SENT, status: response.status };
}

/** Same status and headers, but the body is neither JSON nor any other format. Without a body: dropped, as above. */
async function malformed(response: Response, bindings: HttpBindings): Promise<Answer> {
  const body = Buffer.from(await response.arrayBuffer());
  if (body.length === 0) return dropped(bindings);
  const half = body.subarray(0, Math.floor(body.length / 2));
  const headers = new Headers(response.headers);
  headers.delete('content-length');
  return whole(new Response(Buffer.concat([Buffer.from('{"\u0000<'), half]), { status: response.status, headers }));
}

async function written(outgoing: ServerResponse, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    outgoing.once('close', resolve);
    outgoing.write(bytes, () => resolve());
  });
}
