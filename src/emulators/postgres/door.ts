import { createServer, type Socket } from 'node:net';
import { listenOnLoopback, type Address, type Listener } from '../kit/loopback.ts';
import type { Door } from './server-state.ts';

/** The port that clients call at; it can be closed and opened again. */
export class LoopbackDoor implements Door {
  #address: Address;
  readonly #answer: (socket: Socket) => void;
  #listener: Promise<Listener> | undefined;

  constructor(address: Address, answer: (socket: Socket) => void) {
    this.#address = address;
    this.#answer = answer;
  }

  /** Known once it has been opened. */
  get address(): Address {
    return this.#address;
  }

  get isOpen(): boolean {
    return this.#listener !== undefined;
  }

  async open(): Promise<void> {
    this.#listener ??= listenOnLoopback(createServer(this.#answer), this.#address);
    const { host, port } = await this.#listener;
    this.#address = { host, port };
  }

  async close(): Promise<void> {
    const listener = await this.#listener;
    this.#listener = undefined;
    await listener?.stop();
  }
}
