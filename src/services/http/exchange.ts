import type { Dispatcher } from 'undici';
import { TooLarge } from './body.ts';
import { receivedHeaders } from './headers.ts';
import type { Deadline } from './deadline.ts';
import type { Client } from './undici.ts';

/** An answer as it came: its body is not unpacked. */
export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

export interface Bounds {
  readonly maxBytes: number;
  readonly deadline: Deadline;
  /** Told when the head has come. */
  readonly onHead: (status: number) => void;
}

/**
 * One request and its answer over undici's own callbacks: a stream for a body of some hundred bytes would cost as much again as
 * all the rest. Throws TooLarge, and what the connection throws; what goes past its measure ends the connection.
 */
export async function exchange(
  client: Client,
  request: Dispatcher.DispatchOptions,
  { maxBytes, deadline, onHead }: Bounds,
): Promise<Received> {
  const { promise, resolve, reject } = Promise.withResolvers<Received>();
  const chunks: Buffer[] = [];
  let [status, bytes] = [0, 0];
  let headers: Received['headers'] = {};
  client.dispatch(request, {
    onRequestStart(controller) {
      deadline.whenOver(() => controller.abort(new Error('the time is over')));
    },
    onResponseStart(controller, code, received) {
      // What is said before the answer is none.
      if (code < 200) return;
      status = code;
      onHead(code);
      headers = receivedHeaders(received);
      if (request.method !== 'HEAD' && Number(headers['content-length'] ?? 0) > maxBytes)
        controller.abort(new TooLarge());
    },
    onResponseData(controller, chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) controller.abort(new TooLarge());
      else chunks.push(chunk);
    },
    onResponseEnd() {
      const [first] = chunks;
      resolve({ status, headers, body: chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks) });
    },
    onResponseError: (_, error) => reject(error),
  });
  // What has no connection yet cannot be aborted: it is left behind.
  deadline.whenOver(() => reject(new Error('the time is over')));
  return promise;
}
