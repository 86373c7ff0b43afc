/** Keeps the first and the last half of a limit, and counts what fell between: a summary stands at an output's end. */
export class BoundedBytes {
  readonly #half: number;
  readonly #head: Uint8Array[] = [];
  #headSize = 0;
  #tail: Uint8Array[] = [];
  #tailSize = 0;
  #total = 0;

  constructor(limit: number) {
    this.#half = Math.max(1, Math.floor(limit / 2));
  }

  push(chunk: Uint8Array): void {
    this.#total += chunk.length;
    const room = Math.min(this.#half - this.#headSize, chunk.length);
    if (room > 0) {
      this.#head.push(chunk.subarray(0, room));
      this.#headSize += room;
    }
    if (room < chunk.length) this.#pushTail(chunk.subarray(room));
  }

  /** As UTF-8; what was left out is said in a line of its own. */
  text(): string {
    const tail = Buffer.concat(this.#tail).subarray(-this.#half);
    const leftOut = this.#total - this.#headSize - tail.length;
    const head = Buffer.concat(this.#head);
    if (leftOut === 0) return Buffer.concat([head, tail]).toString('utf8');
    return `${head.toString('utf8')}\n${leftOutLine(leftOut)}\n${tail.toString('utf8')}`;
  }

  #pushTail(chunk: Uint8Array): void {
    this.#tail.push(chunk);
    this.#tailSize += chunk.length;
    if (this.#tailSize <= 2 * this.#half) return;
    const kept = Uint8Array.from(Buffer.concat(this.#tail).subarray(-this.#half));
    this.#tail = [kept];
    this.#tailSize = kept.length;
  }
}

function leftOutLine(bytes: number): string {
  return `[prestage: ${bytes} bytes left out]`;
}

/** Whether an output went over the limit: then it must not be parsed as if it were whole. */
export function isCut(output: string): boolean {
  return /\n\[prestage: \d+ bytes left out\]\n/.test(output);
}
