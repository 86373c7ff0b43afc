/** The time of a whole call: over after so many milliseconds, or when whoever asks has ended. */
export class Deadline {
  readonly #timer: NodeJS.Timeout;
  readonly #outer: AbortSignal | undefined;
  #listener: (() => void) | undefined;
  isOver = false;

  constructor(ms: number, outer: AbortSignal | undefined) {
    this.#timer = setTimeout(this.#over, ms);
    this.#outer = outer;
    outer?.addEventListener('abort', this.#over, { once: true });
    if (outer?.aborted === true) this.#over();
  }

  /** Calls it when the time is over, at once when it is already, instead of the one before: one thing waits at a time. */
  whenOver(listener: () => void): void {
    this.#listener = listener;
    if (this.isOver) listener();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#outer?.removeEventListener('abort', this.#over);
  }

  readonly #over = (): void => {
    this.isOver = true;
    this.#listener?.();
  };
}
