/** Lets one at a time go on, in the order in which they came, for as long as each wants. */
export class Turns {
  #holder: object | undefined;
  readonly #waiting: { readonly who: object; readonly go: () => void }[] = [];

  /** At once for the holder itself. */
  async take(who: object): Promise<void> {
    if (this.#holder === who) return;
    if (this.#holder === undefined) {
      this.#holder = who;
      return;
    }
    await new Promise<void>((go) => {
      this.#waiting.push({ who, go });
    });
  }

  pass(who: object): void {
    if (this.#holder !== who) return;
    const next = this.#waiting.shift();
    this.#holder = next?.who;
    next?.go();
  }
}
