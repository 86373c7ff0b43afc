import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from '../../kit/tls/certificate.ts';
import type { Frame } from '../wire/frames.ts';
import { errorResponse, requestOf, requests } from '../wire/messages.ts';
import { Inbox } from './inbox.ts';

/** One who called, over TLS or not. */
export class Client {
  #socket: Socket;
  readonly #inbox = new Inbox();
  readonly #certificate: Certificate | undefined;

  constructor(socket: Socket, certificate: Certificate | undefined) {
    this.#socket = socket;
    this.#certificate = certificate;
    this.#inbox.attach(socket);
    socket.setNoDelay(true);
  }

  get address(): string {
    return this.#socket.remoteAddress ?? '';
  }

  /** The message that opens the session, or asks to cancel one; what comes before it is settled here. */
  async greeting(): Promise<Frame | undefined> {
    for (;;) {
      const frame = await this.#inbox.next(false);
      if (frame === undefined) return undefined;
      const request = requestOf(frame);
      if (request !== requests.ssl && request !== requests.gss) return frame;
      const tls = request === requests.ssl ? this.#certificate : undefined;
      this.write(Buffer.from(tls === undefined ? 'N' : 'S'));
      if (tls !== undefined) this.#secure(tls);
    }
  }

  async next(): Promise<Frame | undefined> {
    return this.#inbox.next(true);
  }

  /** Whether the client takes more for now. */
  write(bytes: Uint8Array): boolean {
    return this.#socket.write(bytes);
  }

  /** What is written meanwhile goes out as one. */
  together<T>(write: () => T): T {
    const socket = this.#socket;
    socket.cork();
    try {
      return write();
    } finally {
      socket.uncork();
    }
  }

  onDrain(listener: () => void): void {
    this.#socket.once('drain', listener);
  }

  onClose(listener: () => void): void {
    this.#socket.once('close', listener);
  }

  /** What the server says last. */
  hangUp(code: string, words: string): void {
    this.#socket.end(errorResponse('FATAL', code, words));
  }

  end(): void {
    this.#socket.end();
  }

  /** Under the client's hands: it reads ECONNRESET, or that the connection ended. */
  cut(): void {
    if (this.#socket instanceof TLSSocket) this.#socket.destroy();
    else this.#socket.resetAndDestroy();
  }

  #secure({ key, cert }: Certificate): void {
    this.#inbox.detach();
    const secure = new TLSSocket(this.#socket, { isServer: true, key, cert });
    this.#inbox.attach(secure);
    this.#socket = secure;
  }
}
