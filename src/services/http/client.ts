import { performance } from 'node:perf_hooks';
import type { Place } from '../../core/place.ts';
import { askedUrl } from './asked-url.ts';
import { TooLarge, Unreadable, unpacked } from './body.ts';
import { rounded, timedConnector, type TimedConnector, type Way } from './connect.ts';
import { Deadline } from './deadline.ts';
import { exchange } from './exchange.ts';
import { sentHeaders } from './headers.ts';
import { nextHop, type Hop } from './redirect.ts';
import {
  defaultLimits,
  type HttpAnswer,
  type HttpLimits,
  type HttpPhases,
  type HttpRequest,
  type HttpResult,
} from './request.ts';
import { causeOf, type Cause } from './trouble.ts';
import { Client } from './undici.ts';

/** Asks one thing after the other, over one kept connection an origin. */
export interface HttpClient {
  /** Throws nothing for what the network does; Failure of `locate`, and `http.bad-header`, `http.bad-url`. */
  ask(request: HttpRequest, limits?: Partial<HttpLimits>, signal?: AbortSignal): Promise<HttpResult>;
  /** Ends its connections. */
  close(): Promise<void>;
}

interface Connection {
  readonly client: Client;
  readonly connector: TimedConnector;
  /** Whether something was asked over it. */
  wasUsed: boolean;
}

/** `locate` says where each URL is reached, those of redirects to other origins as well: nothing is connected but through it. */
export function createHttpClient(locate: (url: string) => Place): HttpClient {
  const connections = new Map<string, Connection>();
  const connectionTo = ({ url, ca }: Hop): Connection => {
    const known = connections.get(url.origin);
    if (known !== undefined) return known;
    const connection = connect(url.origin, ca);
    connections.set(url.origin, connection);
    return connection;
  };
  // What is asked again and again is read once.
  let [read]: (URL | undefined)[] = [];
  const urlOf = (text: string): URL => (read?.href === text ? read : (read = askedUrl(text)));
  const forget = ({ url }: Hop): void => {
    void connections.get(url.origin)?.client.destroy();
    connections.delete(url.origin);
  };
  return {
    async ask(request, limits = {}, signal) {
      const deadline = new Deadline(limits.timeoutMs ?? defaultLimits.timeoutMs, signal);
      try {
        return await follow(
          firstHop(request, locate, urlOf),
          { ...defaultLimits, ...limits },
          { connectionTo, forget, locate, deadline },
        );
      } finally {
        deadline.end();
      }
    },
    async close() {
      await Promise.all([...connections.values()].map(async ({ client }) => client.destroy()));
      connections.clear();
    },
  };
}

function connect(origin: string, ca: string | undefined): Connection {
  const connector = timedConnector(ca);
  // The deadline of the whole is the only one.
  const client = new Client(origin, { connect: connector.connect, headersTimeout: 0, bodyTimeout: 0, pipelining: 1 });
  return { client, connector, wasUsed: false };
}

function firstHop(
  { url, method, headers, body }: HttpRequest,
  locate: (url: string) => Place,
  urlOf: (text: string) => URL,
): Hop {
  const place = locate(url);
  const sent = sentHeaders(headers);
  return {
    url: urlOf(place.url),
    method,
    headers: sent,
    ...(place.ca === undefined ? {} : { ca: place.ca }),
    ...(body === undefined ? {} : { body }),
  };
}

interface Ways {
  readonly connectionTo: (hop: Hop) => Connection;
  readonly forget: (hop: Hop) => void;
  readonly locate: (url: string) => Place;
  readonly deadline: Deadline;
}

async function follow(first: Hop, limits: HttpLimits, ways: Ways): Promise<HttpResult> {
  const begun = performance.now();
  let hop = first;
  for (let left = limits.redirects; ; left -= 1) {
    const result = await askKept(hop, limits, ways, begun);
    if (result.kind === 'trouble' || limits.redirects === 0) return result;
    const next = nextHop(hop, result, ways.locate);
    if (next === undefined) return result;
    if (next === 'nowhere') return lost(result, 'it redirects to where it cannot be followed');
    if (left === 0) return lost(result, `it redirects more than ${limits.redirects} times`);
    hop = next;
  }
}

function lost({ status, phases }: HttpAnswer, detail: string): HttpResult {
  return { kind: 'trouble', code: 'redirects', detail, status, phases };
}

/** Whoever keeps a connection may find it closed meanwhile, which says nothing of the service: a new one is made, once. */
async function askKept(hop: Hop, limits: HttpLimits, ways: Ways, begun: number): Promise<HttpResult> {
  const connection = ways.connectionTo(hop);
  const wasUsed = connection.wasUsed;
  connection.wasUsed = true;
  const result = await askOnce(hop, limits, ways, begun);
  if (result.kind === 'answer') return result;
  // What comes next must not wait behind a connection that does not come about.
  ways.forget(hop);
  const isClosed = wasUsed && result.code === 'reset' && result.status === undefined;
  return isClosed && safe.has(hop.method) ? askOnce(hop, limits, ways, begun) : result;
}

const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

async function askOnce(hop: Hop, { maxBytes }: HttpLimits, ways: Ways, begun: number): Promise<HttpResult> {
  const { client, connector } = ways.connectionTo(hop);
  const { deadline } = ways;
  const asked = performance.now();
  let status: number | undefined;
  let firstByte: number | undefined;
  let way: Way = {};
  const phases = (): HttpPhases => ({
    ...way,
    ...(firstByte === undefined ? {} : { firstByte }),
    total: rounded(performance.now() - begun),
  });
  try {
    const { method, headers, body = null, url } = hop;
    const request = { path: url.pathname + url.search, method, headers, body };
    const onHead = (said: number): void => {
      way = connector.taken();
      firstByte = rounded(performance.now() - asked);
      status = said;
    };
    const received = await exchange(client, request, { maxBytes, deadline, onHead });
    return { kind: 'answer', ...received, body: await unpacked(received, maxBytes), phases: phases() };
  } catch (error) {
    if (status === undefined) way = connector.taken();
    const cause = causeOfEnd(error, deadline, status !== undefined);
    return { kind: 'trouble', ...cause, ...(status === undefined ? {} : { status }), phases: phases() };
  }
}

function causeOfEnd(error: unknown, { isOver }: Deadline, hasHead: boolean): Cause {
  if (error instanceof TooLarge) return { code: 'too_large', detail: 'the body is larger than it may be' };
  if (error instanceof Unreadable) return { code: 'not_http', detail: 'the body is not packed as its head says' };
  if (isOver) {
    return hasHead
      ? { code: 'too_slow_body', detail: 'the body was not whole in time' }
      : { code: 'timeout', detail: 'no answer came in time' };
  }
  const cause = causeOf(error);
  if (cause === undefined) throw error;
  return cause;
}
