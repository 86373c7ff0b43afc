import type { Socket } from 'node:net';
import { FrameReader, type Frame } from '../wire/frames.ts';

/** A client's messages, one by one; no more is read from the socket than is asked for. */
export class Inbox {
  readonly #reader = new FrameReader();
  #socket: Socket | undefined;
  #ended = false;
  #wake: (() => void) | undefined;
  readonly #read = (chunk: Buffer): void => {
    this.#reader.push(chunk);
    // While somebody waits for it, pausing would only cost the time to go on.
    if (this.#wake === undefined) this.#socket?.pause();
    else this.#rouse();
  };
  readonly #end = (): void => {
    this.#ended = true;
    this.#rouse();
  };

  attach(socket: Socket): void {
    this.#socket = socket;
    socket.on('data', this.#read).on('end', this.#end).on('close', this.#end).on('error', this.#end);
  }

  /** Leaves the socket to another who reads it, as TLS does. */
  detach(): void {
    this.#socket?.off('data', this.#read).off('end', this.#end);
    this.#socket = undefined;
  }

  /** Undefined when the client has gone. */
  async next(tagged: boolean): Promise<Frame | undefined> {
    for (;;) {
      const frame = this.#reader.next(tagged);
      if (frame !== undefined || this.#ended) return frame;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (this.#socket?.isPaused() === true) this.#socket.resume();
      });
    }
  }

  #rouse(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }
}
