/** Messages that the server answers only when another one asks it to: parse, bind, describe, execute, close. */
const unanswered = new Set(['P', 'B', 'D', 'E', 'C'].map((type) => type.charCodeAt(0)));

/** So much is held back at most, in bytes. */
const most = 64 * 1024;

/** Sends what belongs together at once: each write costs the server a wake-up. */
export class Outbox {
  readonly #write: (bytes: Buffer) => void;
  #held: Buffer[] = [];
  #bytes = 0;

  constructor(write: (bytes: Buffer) => void) {
    this.#write = write;
  }

  put(message: Buffer): void {
    this.#held.push(message);
    this.#bytes += message.length;
    if (unanswered.has(message[0] ?? 0) && this.#bytes < most) return;
    this.#bytes = 0;
    this.#write(Buffer.concat(this.#held.splice(0)));
  }
}
