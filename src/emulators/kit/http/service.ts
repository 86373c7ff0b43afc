import type { HttpBindings } from '@hono/node-server';
import { turnsAway, type AnswerTrouble } from '../fault/fault.ts';
import { admit, type Instruments } from '../instruments.ts';
import { shortenHeaders, shortenQuery } from '../shorten.ts';
import { broken } from './broken.ts';
import type { HttpHandler } from './listen-http.ts';
import { whole, type Answer } from './answer.ts';
import { failed, spoiled } from './spoil.ts';

/** What the service is given with a request: the connection, and what is so for this one call. */
export interface ServiceBindings extends HttpBindings {
  readonly conditions: ReadonlySet<string>;
}

/** The service itself, the `fetch` of a hono app for instance. */
export type HttpService = (request: Request, bindings: ServiceBindings) => Response | Promise<Response>;

type Act = () => Promise<Response>;

/** Puts the log and the faults before an HTTP service. */
export function underFaults(instruments: Instruments, service: HttpService): HttpHandler {
  return async (request, bindings) => {
    // Read whole before anything is decided: a client that is refused while it still sends would see a broken pipe
    // instead of the answer.
    const body = request.body === null ? undefined : await request.arrayBuffer();
    const { note, trouble, conditions } = await admit(instruments, arrivalOf(request, body?.byteLength ?? 0));
    const informed = { ...bindings, conditions: new Set(conditions) };
    const act = async () => service(body === undefined ? request : withBody(request, body), informed);
    const { response, status } = await answer(() => act().catch(broken), trouble, bindings);
    if (status !== undefined) note({ status });
    return response;
  };
}

function arrivalOf(request: Request, bytes: number) {
  const { pathname, searchParams } = new URL(request.url);
  const query = shortenQuery(searchParams);
  return {
    method: request.method,
    path: pathname,
    ...(query === undefined ? {} : { query }),
    headers: shortenHeaders(request.headers),
    bytes,
  };
}

async function answer(act: Act, trouble: AnswerTrouble | undefined, bindings: HttpBindings): Promise<Answer> {
  if (trouble !== undefined && turnsAway(trouble)) return failed(trouble, bindings);
  const response = await act();
  if (trouble === undefined) return whole(response);
  return spoiled(response, trouble, bindings);
}

function withBody(request: Request, body: ArrayBuffer): Request {
  const { url, method, headers } = request;
  return new Request(url, { method, headers, body });
}
