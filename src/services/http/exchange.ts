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
export async function exchange(client: Client, request: Dispatcher.DispatchOptions, bounds: Bounds): Promise<Received> {
  return new Promise((resolve, reject) => {
    const receiver = new Receiver(request.method === 'HEAD', bounds, resolve, reject);
    client.dispatch(request, receiver);
    bounds.deadline.whenOver(() => receiver.giveUp(new Error('the time is over')));
  });
}

class Receiver implements Dispatcher.DispatchHandler {
  readonly #isHead: boolean;
  readonly #bounds: Bounds;
  readonly #resolve: (received: Received) => void;
  readonly #reject: (error: Error) => void;
  #controller: Dispatcher.DispatchController | undefined;
  #status = 0;
  #headers: Received['headers'] = {};
  #bytes = 0;
  readonly #chunks: Buffer[] = [];

  constructor(isHead: boolean, bounds: Bounds, resolve: (received: Received) => void, reject: (error: Error) => void) {
    this.#isHead = isHead;
    this.#bounds = bounds;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  /** What has no connection yet cannot be aborted: it is left behind. */
  giveUp(error: Error): void {
    this.#controller?.abort(error);
    this.#reject(error);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    const { deadline } = this.#bounds;
    if (deadline.isOver) controller.abort(new Error('the time is over'));
  }

  onResponseStart(
    controller: Dispatcher.DispatchController,
    status: number,
    headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  ): void {
    // What is said before the answer is none.
    if (status < 200) return;
    this.#status = status;
    this.#bounds.onHead(status);
    this.#headers = receivedHeaders(headers);
    const announced = Number(this.#headers['content-length'] ?? 0);
    if (!this.#isHead && announced > this.#bounds.maxBytes) controller.abort(new TooLarge());
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#bytes += chunk.length;
    if (this.#bytes > this.#bounds.maxBytes) controller.abort(new TooLarge());
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first] = this.#chunks;
    const body = this.#chunks.length === 1 && first !== undefined ? first : Buffer.concat(this.#chunks);
    this.#resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#reject(error);
  }
}
