/** A message of the Postgres protocol. Only the first ones of a connection have no type. */
export interface Frame {
  /** One letter, or nothing before the login. */
  readonly type: string;
  readonly body: Buffer;
  /** As it came, type and length included. */
  readonly raw: Buffer;
}

/** What no server of ours is sent in one message; a longer one is no Postgres at the other end. */
const longest = 256 * 1024 * 1024;

/** Cuts a stream of bytes into messages. Throws a RangeError on a length that cannot be. */
export class FrameReader {
  #bytes: Buffer = Buffer.alloc(0);

  push(chunk: Buffer): void {
    this.#bytes = this.#bytes.length === 0 ? chunk : Buffer.concat([this.#bytes, chunk]);
  }

  /** The next whole message; undefined while some of it is still to come. */
  next(tagged: boolean): Frame | undefined {
    const start = tagged ? 1 : 0;
    if (this.#bytes.length < start + 4) return undefined;
    const length = this.#bytes.readInt32BE(start);
    if (length < 4 || length > longest) throw new RangeError(`a message of ${length} bytes`);
    if (this.#bytes.length < start + length) return undefined;
    const raw = this.#bytes.subarray(0, start + length);
    this.#bytes = this.#bytes.subarray(start + length);
    return { type: raw.toString('latin1', 0, start), body: raw.subarray(start + 4), raw };
  }

  /** All whole messages that are there. */
  *all(tagged: boolean): Generator<Frame> {
    for (let frame = this.next(tagged); frame !== undefined; frame = this.next(tagged)) yield frame;
  }
}
