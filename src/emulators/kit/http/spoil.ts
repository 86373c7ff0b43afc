import type { ServerResponse } from 'node:http';
import type { HttpBindings } from '@hono/node-server';
import type { AnswerTrouble, DropTrouble, StatusTrouble } from '../fault/fault.ts';
import { dropped, whole, written, type Answer } from './answer.ts';
import { swollen, trickled } from './prolong.ts';

/** An error, or no answer at all: whether anything has happened is not said. */
export function failed(trouble: StatusTrouble | DropTrouble, bindings: HttpBindings): Answer {
  return trouble.kind === 'drop' ? dropped(bindings) : refusal(trouble);
}

/** It has happened, and the client does not hear it as it was. */
export async function spoiled(acted: Response, trouble: AnswerTrouble, bindings: HttpBindings): Promise<Answer> {
  if (trouble.kind === 'truncate') return truncated(acted, trouble.bytes, bindings);
  if (trouble.kind === 'malformed') return malformed(acted, bindings);
  if (trouble.kind === 'trickle') return trickled(acted, trouble, bindings);
  if (trouble.kind === 'swell') return swollen(acted, trouble, bindings);
  return failed(trouble, bindings);
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
  await flushed(outgoing, body.subarray(0, Math.min(bytes, body.length - 1)));
  outgoing.destroy();
  return written(response.status);
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

async function flushed(outgoing: ServerResponse, bytes: Buffer): Promise<void> {
  await new Promise<void>((resolve) => {
    outgoing.once('close', resolve);
    outgoing.write(bytes, () => resolve());
  });
}
