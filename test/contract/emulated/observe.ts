import { request, type IncomingHttpHeaders } from 'node:http';

/** What a client sees of one call: nothing of ours is between it and the wire. */
export interface Seen {
  readonly status?: number;
  readonly headers?: IncomingHttpHeaders;
  readonly body?: string;
  /** Whether all of the body had come when it stopped looking. */
  readonly whole?: boolean;
  /** The system's word for how the connection broke. */
  readonly broke?: string;
}

export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** After which it stops looking. */
  readonly patienceMs?: number;
  /** It stops looking after so many pieces of the body. */
  readonly pieces?: number;
}

/** Asks once over a connection of its own, follows nothing, and never throws. */
export async function observe(
  url: string,
  { method = 'GET', headers, body, patienceMs = 10_000, pieces }: Asked = {},
): Promise<Seen> {
  const { promise, resolve } = Promise.withResolvers<Seen>();
  const call = request(url, { method, headers: { ...headers }, agent: false });
  let seen: Seen = {};
  let length = 0;
  let come = 0;
  const settle = (more: Seen): void => resolve({ ...seen, ...more });
  const timer = setTimeout(() => settle({ whole: false }), patienceMs);
  call.on('error', (error: NodeJS.ErrnoException) => settle({ broke: error.code ?? error.message }));
  call.on('response', (answer) => {
    seen = { status: answer.statusCode ?? 0, headers: answer.headers, body: '' };
    answer.setEncoding('utf8');
    answer.on('data', (piece: string) => {
      length += piece.length;
      come += 1;
      if (length <= 1_000_000) seen = { ...seen, body: (seen.body ?? '') + piece };
      if (length > 1_000_000 || come === pieces) settle({ whole: false });
    });
    answer.on('error', (error: NodeJS.ErrnoException) => settle({ broke: error.code ?? error.message }));
    answer.on('end', () => settle({ whole: true }));
  });
  call.end(body);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    call.destroy();
  }
}

/** Its body as JSON, or nothing. */
export function jsonOf({ body = '' }: Seen): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
